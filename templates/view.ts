import { bare, type View } from './bare.ts'
import type { Service, ServiceStatus } from './catalogue.ts'
import { listView, textView } from './fact-views.ts'
import { formatDate } from './format.ts'
import { inSentence, withoutParentheses } from './names.ts'
import type { Office } from './office.ts'
import type { SlotName } from './slots.ts'
import { spoken } from './spoken.ts'
import type { Language } from './topics.ts'

export const channels = ['email', 'chat', 'sms', 'whatsapp', 'voice', 'video', 'web'] as const
export type Channel = (typeof channels)[number]

/** A letter has greeting and closing; a chat has neither; a short text fits three SMS; a voice is heard, not read. */
export const forms = ['letter', 'chat', 'short', 'voice'] as const
export type Form = (typeof forms)[number]

export interface ViewFacts {
  service: Service
  successor: Service | null
  status: ServiceStatus
  /** Some fact is told here. */
  told: boolean
  /** Some fact told here is not confirmed by the office. */
  unverified: boolean
  office: Office
  language: Language
  form: Form
  slots: Record<SlotName, string>
  /** At most so many items of a list; the rest is counted. */
  limit: number
  /** Address of the service's page, or empty. */
  page: string
}

export function formOf(channel: Channel): Form {
  if (channel === 'email' || channel === 'web') return 'letter'
  if (channel === 'sms' || channel === 'whatsapp') return 'short'
  return channel === 'voice' ? 'voice' : 'chat'
}

/** All that a template can name, and nothing else: no object here has a prototype. */
export function createView(facts: ViewFacts): View {
  const { service, successor, form, status } = facts
  const { requirements, steps, fee, time, validity, legalBasis, place } = service.facts
  return bare({
    letter: form === 'letter',
    chat: form === 'chat',
    short: form === 'short',
    voice: form === 'voice',
    /** Letter or chat: there is room to say all. */
    full: form === 'letter' || form === 'chat',
    superseded: status === 'superseded',
    expired: status === 'expired',
    told: facts.told,
    unverified: facts.unverified,
    service: serviceView(service, facts),
    successor: successor ? serviceView(successor, facts) : false,
    requirements: listView(requirements, facts),
    steps: listView(steps, facts),
    legalBasis: listView(legalBasis, facts),
    fee: textView(fee, facts),
    time: textView(time, facts),
    validity: textView(validity, facts),
    place: textView(place, facts),
    office: officeView(facts),
    page: facts.page,
    ...facts.slots,
    body: '',
  })
}

function serviceView(service: Service, { form, language }: ViewFacts): View {
  const say = (text: string, written = language) =>
    form === 'voice' ? spoken(text, language, written) : text
  const name = service.names[language]
  const shortName = withoutParentheses(name.split(':')[0] ?? name)
  const channel = service.onlineChannel ?? ''
  return bare({
    name: say(name),
    /** The name as it stands within a sentence. */
    mention: say(inSentence(name)),
    shortName: say(shortName),
    shortMention: say(inSentence(shortName)),
    agency: say(form === 'voice' ? withoutParentheses(service.agency) : service.agency, 'id'),
    onlineChannel: say(channel, 'id'),
    shortChannel: say(withoutParentheses(channel), 'id'),
    validUntil: (service.validUntil && formatDate(service.validUntil, language)) ?? '',
  })
}

function officeView({ office, form, language }: ViewFacts): View {
  const written = { ...office, hours: office.hours[language] }
  if (form !== 'voice') return bare(written)
  const said = Object.entries(written).map(([name, text]) => [name, spoken(text, language)])
  return bare(Object.fromEntries(said) as View)
}

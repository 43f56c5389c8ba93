import { isKnown, type ListFact, type Service, type ServiceStatus, type TextFact } from './catalogue.ts'
import type { Office } from './office.ts'
import { fillSlots, type SlotName } from './slots.ts'
import type { Language } from './topics.ts'

export const channels = ['email', 'chat', 'sms', 'whatsapp', 'voice', 'video', 'web'] as const
export type Channel = (typeof channels)[number]

/** A letter has greeting and closing; a chat line has neither; a short text fits three SMS. */
export type Form = 'letter' | 'chat' | 'short'

export interface View {
  [name: string]: string | boolean | View | View[]
}

export interface ViewFacts {
  service: Service
  successor: Service | null
  status: ServiceStatus
  /** Some fact told here is not confirmed by the office. */
  unverified: boolean
  office: Office
  language: Language
  form: Form
  slots: Record<SlotName, string>
  /** At most so many items of a list; the rest is counted. */
  limit: number
}

export function formOf(channel: Channel): Form {
  if (channel === 'email' || channel === 'web') return 'letter'
  return channel === 'sms' || channel === 'whatsapp' ? 'short' : 'chat'
}

/** All that a template can name, and nothing else: no object here has a prototype. */
export function createView(facts: ViewFacts): View {
  const { service, successor, office, language, form, status } = facts
  const { requirements, steps, fee, time, validity, legalBasis, place } = service.facts
  const list = (fact: ListFact) => listView(fact, form, facts.limit)
  return bare({
    letter: form === 'letter',
    chat: form === 'chat',
    short: form === 'short',
    superseded: status === 'superseded',
    expired: status === 'expired',
    unverified: facts.unverified,
    service: serviceView(service, language),
    successor: successor ? serviceView(successor, language) : false,
    requirements: list(requirements),
    steps: list(steps),
    legalBasis: list(legalBasis),
    fee: textView(fee),
    time: textView(time),
    validity: textView(validity),
    place: textView(place),
    office: bare({ ...office, hours: office.hours[language] }),
    ...facts.slots,
    body: '',
  })
}

/** A view with everything in it: what a template may name, by example. */
export function exampleView(language: Language): View {
  const about = { applies: true, sources: [], asOf: null, verified: true }
  const text: TextFact = { value: 'x', ...about }
  const list: ListFact = { value: ['x'], ...about }
  const service: Service = {
    id: 'x',
    names: { id: 'x', en: 'x' },
    aliases: [],
    situations: [],
    agency: 'x',
    theme: 'lain',
    owner: 'x',
    status: 'active',
    supersededBy: null,
    validFrom: null,
    validUntil: null,
    reviewBy: null,
    asOf: null,
    onlineChannel: 'x',
    related: [],
    sources: [],
    notes: '',
    facts: {
      requirements: list,
      steps: list,
      fee: text,
      time: text,
      validity: text,
      legalBasis: list,
      place: text,
    },
  }
  const hours = { id: 'x', en: 'x' }
  const office: Office = {
    name: 'x',
    shortName: 'x',
    helpdesk: 'x',
    phone: 'x',
    mailbox: 'x',
    site: 'x',
    hours,
  }
  const slots = fillSlots({}, language)
  const rest = { status: 'active', unverified: true, form: 'letter', limit: 1 } as const
  return createView({ service, successor: service, office, language, slots, ...rest })
}

function serviceView(service: Service, language: Language): View {
  const name = service.names[language]
  return bare({
    name,
    shortName: withoutParentheses(name.split(':')[0] ?? name),
    agency: service.agency,
    onlineChannel: service.onlineChannel ?? '',
    shortChannel: withoutParentheses(service.onlineChannel ?? ''),
  })
}

function listView(fact: ListFact, form: Form, limit: number): View {
  const shown = fact.value.slice(0, limit)
  const rest = fact.value.length - shown.length
  const texts = form === 'short' ? shown.map(withoutParentheses) : shown
  const items = texts.map((text, index) => bare({ number: String(index + 1), text }))
  return bare({ ...knowledge(fact), items, joined: texts.join('; '), rest: rest > 0 ? String(rest) : '' })
}

function textView(fact: TextFact): View {
  return bare({ ...knowledge(fact), value: fact.value ?? '' })
}

function knowledge(fact: ListFact | TextFact): View {
  const known = isKnown(fact)
  return { known, unknown: fact.applies && !known, none: !fact.applies }
}

function withoutParentheses(text: string): string {
  return text.replace(/\s*\([^()]*\)/g, '').trim()
}

function bare(fields: View): View {
  return Object.assign(Object.create(null) as View, fields)
}

import { bare, type View } from './bare.ts'
import { formatMoment } from './format.ts'
import { digitWords } from './number-words.ts'
import type { Office } from './office.ts'
import { spoken } from './spoken.ts'
import type { Language } from './topics.ts'

/** What is said on the telephone, each a section of `messages/LANGUAGE/telephone.mustache`. */
export const phrases = [
  ...[
    'greeting',
    'english',
    'closed',
    'join',
    'joined',
    'menu',
    'question',
    'about',
    'satisfied',
    'sendBy',
    'sent',
  ],
  ...[
    'noAnswer',
    'number',
    'status',
    'noStatus',
    'hours',
    'again',
    'silence',
    'wrongKey',
    'unclear',
    'toOfficer',
  ],
  ...[
    'ringing',
    'waiting',
    'position',
    'callBack',
    'stillInLine',
    'nobody',
    'consent',
    'consentWithheld',
    'record',
  ],
  ...['recorded', 'willCall', 'goodbye', 'offer', 'taken', 'connecting'],
] as const
export type Phrase = (typeof phrases)[number]

export interface PhraseFacts {
  /** As people write it: `26-00042`. */
  ticketNumber?: string
  /** When the office next opens, and in which zone. */
  opensAt?: { at: number; timeZone: string } | null
  answeredAt?: { at: number; timeZone: string } | null
  isOpen?: boolean
  /** By which keys a subject is chosen. */
  topics?: { key: string; name: string }[]
  service?: string
  /** By which the whole answer can be sent: empty when it cannot. */
  ways?: ('SMS' | 'WhatsApp')[]
  status?: 'new' | 'open' | 'pending' | 'solved' | 'closed'
  place?: number
  minutes?: number
}

const application = 'jakevo.jakarta.go.id'

/** What a template of the telephone may look into. Values are put as a voice says them. */
export function telephoneView(
  phrase: string,
  language: Language,
  facts: PhraseFacts,
  office: Pick<Office, 'helpdesk' | 'shortName' | 'hours'>,
): View {
  const say = (text: string, written = language) => spoken(text, language, written)
  const moment = (when: PhraseFacts['opensAt']) =>
    when ? say(formatMoment(when.at, when.timeZone, language)) : ''
  const ways = facts.ways ?? []
  return bare({
    ...Object.fromEntries(phrases.map((name) => [name, name === phrase])),
    office: bare({
      helpdesk: say(office.helpdesk, 'id'),
      shortName: say(office.shortName, 'id'),
      hours: say(office.hours[language]),
    }),
    ticketNumber: ticketNumberWords(facts.ticketNumber ?? '', language),
    opensAt: moment(facts.opensAt),
    answeredAt: moment(facts.answeredAt),
    isOffice: facts.isOpen ?? false,
    topics: (facts.topics ?? []).map(({ key, name }) => bare({ key, name: say(name) })),
    service: say(facts.service ?? ''),
    canSend: ways.length > 0,
    ways: ways.join(language === 'id' ? ' atau ' : ' or '),
    way: ways[0] ?? '',
    application: say(application, 'id'),
    isNew: facts.status === 'new',
    isOpen: facts.status === 'open',
    isPending: facts.status === 'pending',
    isSolved: facts.status === 'solved',
    isClosed: facts.status === 'closed',
    place: String(facts.place ?? 1),
    minutes: String(facts.minutes ?? 1),
  })
}

/** Figure by figure, with a breath where it is written with a hyphen. */
function ticketNumberWords(number: string, language: Language): string {
  return number
    .split('-')
    .filter(Boolean)
    .map((part) => digitWords(part, language))
    .join(', ')
}

export const examplePhraseFacts: PhraseFacts = {
  ticketNumber: '26-00042',
  opensAt: { at: 0, timeZone: 'Asia/Jakarta' },
  answeredAt: { at: 0, timeZone: 'Asia/Jakarta' },
  isOpen: false,
  topics: [{ key: '1', name: 'x' }],
  service: 'x',
  ways: ['SMS', 'WhatsApp'],
  status: 'new',
  place: 2,
  minutes: 6,
}

import { bare, type View } from './bare.ts'
import { checkTemplates } from './check-template.ts'
import type { Fault } from './fault.ts'
import type { Office } from './office.ts'
import { createRender } from './render.ts'
import { fillSlots, unresolved } from './slots.ts'
import { sourcesIn, type Sources } from './sources.ts'
import { examplePhraseFacts, phrases, telephoneView, type Phrase, type PhraseFacts } from './telephone.ts'
import { languages, type Language } from './topics.ts'

/** What the system says by itself. */
const writtenNames = [
  ...(['acknowledgement', 'private-link', 'answer-carried', 'answer-waits'] as const),
  ...(['texts-stopped', 'texts-started'] as const),
]
/** What is written; all others are spoken. */
export type WrittenName = (typeof writtenNames)[number]
const messageNames = [...writtenNames, 'telephone'] as const
export type MessageName = (typeof messageNames)[number]
export const messageTitles: Record<MessageName, string> = {
  acknowledgement: 'Tanda terima otomatis',
  'private-link': 'Tautan halaman pribadi',
  'answer-carried': 'Jawaban chat lewat surel',
  'answer-waits': 'Jawaban panjang lewat SMS',
  'texts-stopped': 'Konfirmasi BERHENTI',
  'texts-started': 'Konfirmasi MULAI',
  telephone: 'Yang diucapkan di telepon',
}

export interface MessageFacts {
  language: Language
  contactName: string | null
  ticketNumber: string
  isOpen: boolean
  /** In words; null when nobody can tell. */
  opensAt: string | null
  /** The likely answer, as it reads in a chat: without greeting and closing. */
  answer: { title: string; text: string } | null
  /** Of the ticket's private page; only where a message is about it. */
  link?: string
}

type Texts = Record<Language, ReadonlyMap<string, string>>

/** Reads and checks `messages/LANGUAGE/NAME.mustache`. */
export function readMessageTexts(sources: Sources): { texts: Texts; faults: Fault[] } {
  const faults: Fault[] = []
  const read = (language: Language) => {
    const folder = `messages/${language}`
    const found = sourcesIn(sources, folder, '.mustache')
    const files = found.map(([name, source]) => ({ file: `${folder}/${name}.mustache`, source }))
    for (const file of files) {
      const example = file.file.endsWith('/telephone.mustache') ? telephoneExample : exampleView
      faults.push(...checkTemplates(language, [file], new Map(), example(language)))
    }
    for (const [name] of found)
      if (!isMessageName(name))
        faults.push({ file: `${folder}/${name}.mustache`, line: 1, message: `${name} is not a message` })
    const texts = new Map(found)
    for (const name of messageNames)
      if (!texts.has(name))
        faults.push({ file: `${folder}/${name}.mustache`, line: 1, message: 'this text is missing' })
    return texts
  }
  const [id, en] = languages
  return { texts: { id: read(id), en: read(en) }, faults }
}

/** Writes the system's messages out of their texts and the office's particulars. */
export function createMessages(texts: Texts, office: Office) {
  const render = createRender()
  return {
    message: (name: WrittenName, facts: MessageFacts): string =>
      render(texts[facts.language].get(name) ?? '', viewOf(facts, office), {}),
    /** One thing that is said on the telephone, on one line. */
    say: (phrase: Phrase, language: Language, facts: PhraseFacts = {}): string => {
      const view = telephoneView(phrase, language, facts, office)
      return render(texts[language].get('telephone') ?? '', view, {}).replace(/\s+/g, ' ')
    },
  }
}

/** What a message leaves open, for every way it can read. */
export function checkMessages({
  message,
  say,
}: Pick<ReturnType<typeof createMessages>, 'message' | 'say'>): Fault[] {
  const ways = languages.flatMap((language) =>
    [true, false].map((isOpen) => ({ ...exampleFacts, language, isOpen })),
  )
  const written = writtenNames.flatMap((name) =>
    ways.flatMap((facts) =>
      unresolved(message(name, facts)).map((rest) => ({
        file: `messages/${facts.language}/${name}.mustache`,
        line: 1,
        message: `leaves ${rest} open`,
      })),
    ),
  )
  return [...written, ...languages.flatMap((language) => checkPhrases(language, say))]
}

/** Each is there, and can be said. */
function checkPhrases(language: Language, say: ReturnType<typeof createMessages>['say']): Fault[] {
  const file = `messages/${language}/telephone.mustache`
  return phrases.flatMap((phrase) => {
    const words = say(phrase, language, examplePhraseFacts)
    const sign = /https?:|[/()[\]{}]/.exec(words)
    if (words === '') return [{ file, line: 1, message: `${phrase} says nothing` }]
    return sign ? [{ file, line: 1, message: `${phrase} has ${sign[0]} in it` }] : []
  })
}

export function isMessageName(name: string): name is MessageName {
  return (messageNames as readonly string[]).includes(name)
}

function viewOf(facts: MessageFacts, office: Office): View {
  const { language, contactName, ticketNumber, isOpen, opensAt, answer, link } = facts
  const slots = fillSlots({ ticketNumber, ...(contactName ? { contactName } : {}) }, language)
  return bare({
    contactName: slots.contactName,
    ticketNumber: slots.ticketNumber,
    open: isOpen,
    opensAt: opensAt ?? '',
    answer: answer ? bare({ ...answer }) : false,
    link: link ?? '',
    office: bare({ ...office, hours: office.hours[language] }),
  })
}

const exampleFacts: Omit<MessageFacts, 'language'> = {
  contactName: 'x',
  ticketNumber: '26-00042',
  isOpen: false,
  opensAt: 'x',
  answer: { title: 'x', text: 'x' },
  link: 'x',
}

function exampleView(language: Language): View {
  return viewOf({ ...exampleFacts, language }, exampleOffice)
}

function telephoneExample(language: Language): View {
  return telephoneView('', language, examplePhraseFacts, exampleOffice)
}

const exampleOffice: Office = {
  ...{ name: 'x', shortName: 'x', helpdesk: 'x', phone: 'x', mailbox: 'x', site: 'x', address: 'x' },
  hours: { id: 'x', en: 'x' },
}

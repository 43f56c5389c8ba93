import { bare, type View } from './bare.ts'
import { checkTemplates } from './check-template.ts'
import type { Fault } from './fault.ts'
import type { Office } from './office.ts'
import { createRender } from './render.ts'
import { fillSlots, unresolved } from './slots.ts'
import { sourcesIn, type Sources } from './sources.ts'
import { languages, type Language } from './topics.ts'

/** What the system says by itself. */
const messageNames = ['acknowledgement'] as const
export type MessageName = (typeof messageNames)[number]
export const messageTitles: Record<MessageName, string> = { acknowledgement: 'Tanda terima otomatis' }

export interface MessageFacts {
  language: Language
  contactName: string | null
  ticketNumber: string
  isOpen: boolean
  /** In words; null when nobody can tell. */
  opensAt: string | null
  /** The likely answer, as it reads in a chat: without greeting and closing. */
  answer: { title: string; text: string } | null
}

type Texts = Record<Language, ReadonlyMap<string, string>>

/** Reads and checks `messages/LANGUAGE/NAME.mustache`. */
export function readMessageTexts(sources: Sources): { texts: Texts; faults: Fault[] } {
  const faults: Fault[] = []
  const read = (language: Language) => {
    const folder = `messages/${language}`
    const found = sourcesIn(sources, folder, '.mustache')
    const files = found.map(([name, source]) => ({ file: `${folder}/${name}.mustache`, source }))
    faults.push(...checkTemplates(language, files, new Map(), exampleView(language)))
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
  return (name: MessageName, facts: MessageFacts): string =>
    render(texts[facts.language].get(name) ?? '', viewOf(facts, office), {})
}

/** What a message leaves open, for every way it can read. */
export function checkMessages(write: ReturnType<typeof createMessages>): Fault[] {
  const ways = languages.flatMap((language) =>
    [true, false].map((isOpen) => ({ ...exampleFacts, language, isOpen })),
  )
  return messageNames.flatMap((name) =>
    ways.flatMap((facts) =>
      unresolved(write(name, facts)).map((rest) => ({
        file: `messages/${facts.language}/${name}.mustache`,
        line: 1,
        message: `leaves ${rest} open`,
      })),
    ),
  )
}

export function isMessageName(name: string): name is MessageName {
  return (messageNames as readonly string[]).includes(name)
}

function viewOf(facts: MessageFacts, office: Office): View {
  const { language, contactName, ticketNumber, isOpen, opensAt, answer } = facts
  const slots = fillSlots({ ticketNumber, ...(contactName ? { contactName } : {}) }, language)
  return bare({
    contactName: slots.contactName,
    ticketNumber: slots.ticketNumber,
    open: isOpen,
    opensAt: opensAt ?? '',
    answer: answer ? bare({ ...answer }) : false,
    office: bare({ ...office, hours: office.hours[language] }),
  })
}

const exampleFacts: Omit<MessageFacts, 'language'> = {
  contactName: 'x',
  ticketNumber: '26-00042',
  isOpen: false,
  opensAt: 'x',
  answer: { title: 'x', text: 'x' },
}

function exampleView(language: Language): View {
  const hours = { id: 'x', en: 'x' }
  const about = {
    name: 'x',
    shortName: 'x',
    helpdesk: 'x',
    phone: 'x',
    mailbox: 'x',
    site: 'x',
    address: 'x',
  }
  return viewOf({ ...exampleFacts, language }, { ...about, hours })
}

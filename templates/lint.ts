import { readAnswerTexts } from './answer-texts.ts'
import { checkCalendar } from './calendar.ts'
import { isKnown, sourcesOf, type CatalogueEntry } from './catalogue.ts'
import { checkForms } from './check-forms.ts'
import { checkWording } from './check-wording.ts'
import { exampleSlots } from './example-view.ts'
import { faultsIn, lineAt, type Fault } from './fault.ts'
import { readLibrary, todayInJakarta, type Library, type LibraryOptions } from './library.ts'
import { checkMessages } from './messages.ts'
import { readSources, templatesDir, type Sources } from './sources.ts'
import { isTopic, languages, topicFacts, topics, type Topic } from './topics.ts'
import type { Channel } from './view.ts'
import { checkWhatsapp } from './whatsapp.ts'

/** As long an address as an office may have, 40 characters: the link to it takes its part of three SMS. */
const longBaseUrl = 'https://bantuan-perizinan.example.go.id/'

/** Every fault of the catalogue and of each answer, in each language; empty when all is well. */
export function lintAnswers(dir = templatesDir, options: LibraryOptions = {}): Fault[] {
  return faultsIn(dir, [...lintSources(readSources(dir), options)].flat())
}

/**
 * The same of files in memory, which name themselves by their path in the library; a few faults at a time, so that a
 * server can do other work in between. `changed` looks only at what a change of that file can break.
 */
export function* lintSources(
  sources: Sources,
  options: LibraryOptions & { changed?: string } = {},
): Generator<Fault[]> {
  const { library, entries, faults } = readLibrary(sources, { baseUrl: longBaseUrl, ...options })
  yield faults
  if (library) {
    yield checkForms(readAnswerTexts(sources).texts)
    yield checkMessages(library)
    yield checkPhoneTopics(library)
    yield checkWhatsapp(sources, library.whatsappTemplates)
    yield checkCalendar(sources, library.calendar, (options.today ?? todayInJakarta)())
  }
  const known = new Set(entries.keys())
  if (isOfItsOwn(options.changed)) return
  const { service, topic } = scopeOf(options.changed)
  for (const entry of entries.values()) {
    yield checkLinks(entry, known)
    if (service !== null && service !== entry.service.id) continue
    yield checkFacts(entry)
    if (!library) continue
    yield checkDates(entry, library)
    for (const one of topic === null ? topics : [topic]) yield checkAnswer(entry, library, one)
  }
}

/** No answer is made of these. */
function isOfItsOwn(path = ''): boolean {
  return path === 'calendar.yaml' || path === 'whatsapp.yaml' || path.startsWith('messages/')
}

/** The one service or topic that a file speaks of; null for all. */
function scopeOf(path = ''): { service: string | null; topic: Topic | null } {
  const [, name = ''] = /([^/]+)\.\w+$/.exec(path) ?? []
  const isTopicFile = path.startsWith('answers/') && isTopic(name)
  return { service: path.startsWith('catalogue/') ? name : null, topic: isTopicFile ? name : null }
}

function checkPhoneTopics({ phoneTopics, services }: Library): Fault[] {
  return phoneTopics
    .filter((id) => !services.has(id))
    .map((id) => ({ file: 'office.yaml', line: 1, message: `phoneTopics: there is no service called ${id}` }))
}

function checkLinks(entry: CatalogueEntry, known: ReadonlySet<string>): Fault[] {
  const { service } = entry
  const faults = service.related
    .filter((id) => !known.has(id) || id === service.id)
    .map((id) => fault(entry, `- ${id}`, `related: there is no other service called ${id}`))
  const { supersededBy } = service
  if (supersededBy !== null && !known.has(supersededBy))
    faults.push(fault(entry, 'supersededBy:', `supersededBy: there is no service called ${supersededBy}`))
  if (supersededBy === null && service.status !== 'active')
    faults.push(fault(entry, 'status:', `${service.status}, but supersededBy does not say what replaced it`))
  return faults
}

/** An empty fact must say why: the office cannot tell (a note), or the question does not arise. */
function checkFacts(entry: CatalogueEntry): Fault[] {
  const names = new Set(topics.flatMap((topic) => topicFacts[topic]))
  return [...names].flatMap((name) => {
    const fact = entry.service.facts[name]
    const at = `  ${name}:`
    if (isKnown(fact) && fact.verified && sourcesOf(entry.service, name).length === 0)
      return [fault(entry, at, `${name}: verified without a source`)]
    if (isKnown(fact) || !fact.applies || fact.note) return []
    return [fault(entry, at, `${name}: empty without a note, but an answer needs it`)]
  })
}

function checkDates(entry: CatalogueEntry, library: Library): Fault[] {
  const { service } = entry
  const answer = library.answer(`${service.id}/umum`, { language: 'id', channel: 'chat' })
  const faults = []
  if (answer?.status === 'expired' && service.status !== 'expired')
    faults.push(
      fault(entry, 'validUntil:', `expired on ${service.validUntil}, but its status says otherwise`),
    )
  if (answer?.overdue)
    faults.push(fault(entry, 'reviewBy:', `overdue: it was to be reviewed by ${service.reviewBy}`))
  return faults
}

/** An answer as it would be sent, with as long a link as an office may have. */
function checkAnswer(entry: CatalogueEntry, library: Library, topic: Topic): Fault[] {
  return languages.flatMap((language) => {
    const id = `${entry.service.id}/${topic}`
    const text = (channel: Channel) =>
      library.answer(id, { language, channel, slots: exampleSlots })?.text ?? ''
    const found = checkWording({
      letter: text('email'),
      chat: text('chat'),
      short: text('sms'),
      voice: text('voice'),
    })
    return found.map((message) => fault(entry, 'id:', `${id} (${language}) ${message}`))
  })
}

function fault({ file, source }: CatalogueEntry, near: string, message: string): Fault {
  return { file, line: lineAt(source, Math.max(0, source.indexOf(near))), message }
}

import { readAnswerTexts } from './answer-texts.ts'
import { readCalendar, type Calendar } from './calendar.ts'
import { readCatalogue, type CatalogueEntry, type Service, type ServiceStatus } from './catalogue.ts'
import { createComposer, type Answer, type AnswerOptions } from './compose.ts'
import { faultsIn, LibraryError, type Fault } from './fault.ts'
import { createMessages, readMessageTexts, type MessageFacts, type WrittenName } from './messages.ts'
import { readOffice, type Office } from './office.ts'
import { readSources, templatesDir, type Sources } from './sources.ts'
import type { Phrase, PhraseFacts } from './telephone.ts'
import { isTopic, type Language } from './topics.ts'
import { readWhatsapp, type WhatsappTemplate } from './whatsapp.ts'

export interface Library {
  services: ReadonlyMap<string, Service>
  office: Office
  /** Ids of the services that callers choose by keys, from 1. */
  phoneTopics: readonly string[]
  calendar: Calendar
  /** What may be said by WhatsApp at any time. */
  whatsappTemplates: readonly WhatsappTemplate[]
  /** The acknowledgement of a mail. */
  message(name: WrittenName, facts: MessageFacts): string
  /** What is said on the telephone. */
  say(phrase: Phrase, language: Language, facts?: PhraseFacts): string
  /** Null when there is no such answer. */
  answer(id: string, options: AnswerOptions): Answer | null
  hasAnswer(id: string): boolean
  /** As of today, whatever the file still says. */
  statusOf(service: Service): ServiceStatus
  /** Neither expired nor still to come: its answers may be suggested. */
  isOffered(service: Service): boolean
}

export interface LibraryOptions {
  /** The office's day, `YYYY-MM-DD`; by default today in Jakarta. */
  today?: () => string
  /** Where citizens find the services' pages, e.g. `https://tanya.example.go.id`: chats and SMS end with a link. */
  baseUrl?: string
  /** Services read before: those whose files say the same are not read again. */
  known?: ReadonlyMap<string, CatalogueEntry> | undefined
}

/** Reads and checks the whole library. Throws LibraryError naming file, line and reason of every fault. */
export function loadLibrary(dir = templatesDir, options: LibraryOptions = {}): Library {
  const { library, faults } = readLibrary(readSources(dir), options)
  if (!library) throw new LibraryError(faultsIn(dir, faults))
  return library
}

/** The same without throwing: the faults, and the library if there are none. */
export function readLibrary(
  sources: Sources,
  options: LibraryOptions = {},
): { library: Library | null; entries: ReadonlyMap<string, CatalogueEntry>; faults: Fault[] } {
  const { entries, faults: catalogueFaults } = readCatalogue(sources, options.known)
  const office = readOffice(sources)
  const calendar = readCalendar(sources)
  const { texts, faults: textFaults } = readAnswerTexts(sources)
  const messages = readMessageTexts(sources)
  const whatsapp = readWhatsapp(sources)
  const ofItsOwn = [office, calendar, messages, whatsapp].flatMap((file) => file.faults)
  const faults = [...catalogueFaults, ...ofItsOwn, ...textFaults]
  if (faults.length > 0 || !office.value || !calendar.value) return { library: null, entries, faults }
  const { phoneTopics, ...particulars } = office.value
  const compose = createComposer(texts, particulars, options.baseUrl)
  const about = {
    office: particulars,
    phoneTopics,
    calendar: calendar.value,
    whatsappTemplates: whatsapp.templates,
    ...createMessages(messages.texts, particulars),
  }
  const library = createLibrary(entries, about, compose, options.today ?? todayInJakarta)
  return { library, entries, faults }
}

function createLibrary(
  entries: ReadonlyMap<string, CatalogueEntry>,
  about: Pick<Library, 'office' | 'phoneTopics' | 'calendar' | 'whatsappTemplates' | 'message' | 'say'>,
  compose: ReturnType<typeof createComposer>,
  today: () => string,
): Library {
  const services = new Map([...entries].map(([id, { service }]) => [id, service]))
  const find = (id: string) => {
    const [serviceId = '', topic = '', ...more] = id.split('/')
    const entry = entries.get(serviceId)
    return entry && isTopic(topic) && more.length === 0 ? { entry, topic } : null
  }
  const statusOf = ({ validUntil, status }: Service) =>
    validUntil !== null && validUntil < today() ? 'expired' : status

  return {
    ...about,
    services,
    statusOf,
    isOffered: (service) =>
      statusOf(service) !== 'expired' && (service.validFrom === null || service.validFrom <= today()),
    hasAnswer: (id) => find(id) !== null,
    answer(id, options) {
      const found = find(id)
      if (!found) return null
      const { service } = found.entry
      const successor = services.get(service.supersededBy ?? '') ?? null
      return compose({ ...found, successor, status: statusOf(service), today: today() }, options)
    },
  }
}

/** Made once: making one takes longer than a question does. */
const jakartaDay = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Jakarta' })

export function todayInJakarta(): string {
  return jakartaDay.format(new Date())
}

import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { layoutName, readAnswerTexts, type AnswerTexts } from './answer-texts.ts'
import {
  isKnown,
  readCatalogue,
  type CatalogueEntry,
  type Fact,
  type Service,
  type ServiceStatus,
} from './catalogue.ts'
import { LibraryError, type Fault } from './fault.ts'
import { plainCharacters, smsSegments } from './format.ts'
import { readOffice, type Office } from './office.ts'
import { createRender } from './render.ts'
import { fillSlots, missingSlots, type SlotName, type SlotValues } from './slots.ts'
import { isTopic, topicFacts, topicTitles, type Language, type Topic } from './topics.ts'
import { createView, formOf, type Channel, type Form, type ViewFacts } from './view.ts'

export interface AnswerOptions {
  language: Language
  channel: Channel
  slots?: SlotValues
}

export interface Answer {
  /** `service/topic` */
  answer: string
  service: string
  topic: Topic
  title: string
  text: string
  language: Language
  missingSlots: SlotName[]
  legalBasis: string[]
  /** `YYYY-MM-DD` */
  reviewBy: string | null
  /** Past its `reviewBy`: still usable, to be checked by the office. */
  overdue: boolean
  status: ServiceStatus
  /** False: the office has not confirmed what the answer states. */
  verified: boolean
  /** Year of the newest source. */
  asOf: string | null
  /** Changes with every change of the text or of the facts behind it. */
  version: string
}

export interface Library {
  services: ReadonlyMap<string, Service>
  office: Office
  /** Null when there is no such answer. */
  answer(id: string, options: AnswerOptions): Answer | null
  hasAnswer(id: string): boolean
  /** As of today, whatever the file still says. */
  statusOf(service: Service): ServiceStatus
}

export interface LibraryOptions {
  /** The office's day, `YYYY-MM-DD`; by default today in Jakarta. */
  today?: () => string
}

export const templatesDir = import.meta.dirname
/** SMS a short answer may take. */
export const maxSegments = 3

/** Reads and checks the whole library. Throws LibraryError naming file, line and reason of every fault. */
export function loadLibrary(dir = templatesDir, options: LibraryOptions = {}): Library {
  const { library, faults } = readLibrary(dir, options)
  if (!library) throw new LibraryError(faults)
  return library
}

/** The same without throwing: the faults, and the library if there are none. */
export function readLibrary(
  dir: string,
  options: LibraryOptions = {},
): { library: Library | null; entries: ReadonlyMap<string, CatalogueEntry>; faults: Fault[] } {
  const catalogue = readCatalogue(join(dir, 'catalogue'))
  const office = readOffice(dir)
  const { texts, faults: textFaults } = readAnswerTexts(dir)
  const faults = [...catalogue.faults, ...office.faults, ...textFaults]
  const { entries } = catalogue
  if (faults.length > 0 || !office.value) return { library: null, entries, faults }
  const parts = { entries, texts, office: office.value, officeSource: office.source }
  return { library: createLibrary(parts, options.today ?? todayInJakarta), entries, faults }
}

interface Parts {
  entries: ReadonlyMap<string, CatalogueEntry>
  texts: Record<Language, AnswerTexts>
  office: Office
  officeSource: string
}

function createLibrary({ entries, texts, office, officeSource }: Parts, today: () => string): Library {
  const render = createRender()
  const services = new Map([...entries].map(([id, { service }]) => [id, service]))

  const find = (id: string) => {
    const [serviceId = '', topic = '', ...more] = id.split('/')
    const entry = entries.get(serviceId)
    return entry && isTopic(topic) && more.length === 0 ? { ...entry, topic } : null
  }
  const statusOf = (service: Service) =>
    service.validUntil !== null && service.validUntil < today() ? 'expired' : service.status

  const compose = (topic: Topic, facts: Omit<ViewFacts, 'limit'>, limit: number) => {
    const { bodies, partials } = texts[facts.language]
    const view = createView({ ...facts, limit })
    view['body'] = render(bodies.get(topic) ?? '', view, partials)
    return render(partials[layoutName] ?? '', view, partials)
  }

  return {
    services,
    office,
    statusOf,
    hasAnswer: (id) => find(id) !== null,
    answer(id, { language, channel, slots = {} }) {
      const found = find(id)
      if (!found) return null
      const { service, topic, source } = found
      const { bodies, partials } = texts[language]
      const form = formOf(channel)
      const status = statusOf(service)
      const told = stated(service, topic)
      const verified = told.every((fact) => fact.verified)
      const unverified = told.some((fact) => isKnown(fact) && !fact.verified)
      const successor = services.get(service.supersededBy ?? '') ?? null
      const filled = fillSlots(slots, language)
      const facts = { service, successor, status, unverified, office, language, form, slots: filled }
      const text = fit(form, service, (limit) => compose(topic, facts, limit))
      return {
        answer: id,
        service: service.id,
        topic,
        title: `${topicTitles[topic][language]}: ${service.names[language]}`,
        text,
        language,
        missingSlots: missingSlots(text),
        legalBasis: service.facts.legalBasis.value,
        reviewBy: service.reviewBy,
        overdue: service.reviewBy !== null && service.reviewBy < today(),
        status,
        verified,
        asOf: told[0]?.asOf ?? service.asOf,
        version: hash([bodies.get(topic) ?? '', JSON.stringify(partials), source, officeSource]),
      }
    },
  }
}

/** The facts an answer rests on: for an overview only what is known and so told. */
function stated(service: Service, topic: Topic): Fact[] {
  const facts = topicFacts[topic].map((name) => service.facts[name])
  return topic === 'umum' ? facts.filter(isKnown) : facts
}

/** A short text names as many items as three SMS hold. */
function fit(form: Form, service: Service, compose: (limit: number) => string): string {
  if (form !== 'short') return compose(Infinity)
  const { requirements, steps, legalBasis } = service.facts
  let limit = Math.max(requirements.value.length, steps.value.length, legalBasis.value.length, 1)
  let text = plainCharacters(compose(limit))
  while (limit > 1 && smsSegments(text) > maxSegments) text = plainCharacters(compose(--limit))
  return text
}

function hash(parts: string[]): string {
  return createHash('sha256').update(parts.join('\0')).digest('hex').slice(0, 12)
}

function todayInJakarta(): string {
  return new Date().toLocaleDateString('sv-SE', { timeZone: 'Asia/Jakarta' })
}

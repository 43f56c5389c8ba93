import { createHash } from 'node:crypto'
import { layoutName, type AnswerTexts } from './answer-texts.ts'
import { isKnown, type CatalogueEntry, type Fact, type Service, type ServiceStatus } from './catalogue.ts'
import { plainCharacters, smsSegments } from './format.ts'
import type { Office } from './office.ts'
import { createRender } from './render.ts'
import { fillSlots, missingSlots, type SlotName, type SlotValues } from './slots.ts'
import { topicFacts, topicTitles, type Language, type Topic } from './topics.ts'
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

/** SMS a short answer may take. */
export const maxSegments = 3

export interface Composition {
  entry: CatalogueEntry
  topic: Topic
  /** What replaced the service, if anything did. */
  successor: Service | null
  status: ServiceStatus
  /** `YYYY-MM-DD` */
  today: string
}

/** Writes answers out of the texts of both languages and the office's particulars. */
export function createComposer(texts: Record<Language, AnswerTexts>, office: Office, officeSource: string) {
  const render = createRender()

  const write = (topic: Topic, facts: ViewFacts) => {
    const { bodies, partials } = texts[facts.language]
    const view = createView(facts)
    view['body'] = render(bodies.get(topic) ?? '', view, partials)
    return render(partials[layoutName] ?? '', view, partials)
  }

  return ({ entry, topic, successor, status, today }: Composition, options: AnswerOptions): Answer => {
    const { service, source } = entry
    const { language, channel, slots = {} } = options
    const { bodies, partials } = texts[language]
    const form = formOf(channel)
    const told = stated(service, topic)
    const unverified = told.some((fact) => isKnown(fact) && !fact.verified)
    const filled = fillSlots(slots, language)
    const facts = { service, successor, status, unverified, office, language, form, slots: filled }
    const text = fit(form, service, (limit) => write(topic, { ...facts, limit }))
    return {
      answer: `${service.id}/${topic}`,
      service: service.id,
      topic,
      title: titleOf(service, topic, language),
      text,
      language,
      missingSlots: missingSlots(text),
      legalBasis: service.facts.legalBasis.value,
      reviewBy: service.reviewBy,
      overdue: service.reviewBy !== null && service.reviewBy < today,
      status,
      verified: told.every((fact) => fact.verified),
      asOf: told[0]?.asOf ?? service.asOf,
      version: hash([bodies.get(topic) ?? '', JSON.stringify(partials), source, officeSource]),
    }
  }
}

/** `Persyaratan: Surat Izin Praktik Dokter (umum)` */
export function titleOf(service: Service, topic: Topic, language: Language): string {
  return `${topicTitles[topic][language]}: ${service.names[language]}`
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

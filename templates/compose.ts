import { rememberVersions } from './answer-version.ts'
import { layoutName, type AnswerTexts } from './answer-texts.ts'
import { isKnown, type CatalogueEntry, type Fact, type Service, type ServiceStatus } from './catalogue.ts'
import { fit } from './fit.ts'
import type { Office } from './office.ts'
import { createRender } from './render.ts'
import { exampleSlots } from './example-view.ts'
import { fillSlots, missingSlots, type SlotName, type SlotValues } from './slots.ts'
import { languages, letterFacts, topicFacts, topicTitles, type Language, type Topic } from './topics.ts'
import { createView, formOf, forms, type Channel, type Form, type ViewFacts } from './view.ts'

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
  /** Changes whenever what it says in any form or language does, and with nothing else. */
  readonly version: string
}

export interface Composition {
  entry: CatalogueEntry
  topic: Topic
  /** What replaced the service, if anything did. */
  successor: Service | null
  status: ServiceStatus
  /** `YYYY-MM-DD` */
  today: string
}

interface Wanted {
  language: Language
  form: Form
  slots: SlotValues
  /** Address of the citizens' pages, or empty. */
  baseUrl: string
}

/** Writes answers out of the texts of both languages and the office's particulars. */
export function createComposer(texts: Record<Language, AnswerTexts>, office: Office, baseUrl = '') {
  const render = createRender()

  const write = (topic: Topic, facts: ViewFacts) => {
    const { bodies, partials } = texts[facts.language]
    const view = createView(facts)
    const body = render(bodies.get(topic) ?? '', view, partials)
    view['body'] = body
    // A shortened list has named the page already.
    if (facts.page !== '' && body.includes(facts.page)) view['page'] = ''
    return render(partials[layoutName] ?? '', view, partials)
  }

  const textOf = ({ entry, topic, successor, status }: Composition, wanted: Wanted): string => {
    const { service } = entry
    const { language, form, slots } = wanted
    const told = toldBy(service, topic, form).filter(isKnown)
    const page = wanted.baseUrl === '' ? '' : pageOf(wanted.baseUrl, service, language)
    const facts = {
      ...{ service, successor, status, office, language, form, page },
      told: told.length > 0,
      unverified: told.some((fact) => !fact.verified),
      slots: fillSlots(slots, language),
    }
    return fit(form, service, page !== '', (limit) => write(topic, { ...facts, limit }))
  }

  /** Of all that it says, but not of where this server stands: the same answer is the same everywhere. */
  const versionOf = rememberVersions(textsOfEveryForm)
  function textsOfEveryForm(composition: Composition): string[] {
    return languages.flatMap((language) =>
      forms.map((form) => textOf(composition, { language, form, slots: exampleSlots, baseUrl: '' })),
    )
  }

  return (composition: Composition, { language, channel, slots = {} }: AnswerOptions): Answer => {
    const { entry, topic, status, today } = composition
    const { service } = entry
    const form = formOf(channel)
    const text = textOf(composition, { language, form, slots, baseUrl })
    const told = toldBy(service, topic, form)
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
      // Few ask for it, and it takes eight texts.
      get version() {
        return versionOf(composition)
      },
    }
  }
}

/** `Persyaratan: Surat Izin Praktik Dokter (umum)` */
export function titleOf(service: Service, topic: Topic, language: Language): string {
  return `${topicTitles[topic][language]}: ${service.names[language]}`
}

/** The facts an answer rests on: for an overview only what is known and so told. */
function toldBy({ facts }: Service, topic: Topic, form: Form): Fact[] {
  const own = topicFacts[topic].map((name) => facts[name])
  if (topic === 'umum') return own.filter(isKnown)
  // A letter that states its fact names the law as well.
  const law = form === 'letter' && own.every(isKnown) ? letterFacts[topic].map((name) => facts[name]) : []
  return [...own, ...law.filter(isKnown)]
}

function pageOf(baseUrl: string, service: Service, language: Language): string {
  return `${baseUrl.replace(/\/$/, '')}/layanan/${service.id}${language === 'en' ? '?lang=en' : ''}`
}

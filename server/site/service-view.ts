/** What the page of one service shows. Facts as the catalogue states them, in the words of no one else. */
import {
  formatDate,
  themeTitles,
  topicTitles,
  type Language,
  type Library,
  type Service,
} from '../../templates/index.ts'
import { chatView } from './chat-view.ts'
import { knowledgeOf, viewList, viewText, viewTextFact } from './fact-view.ts'

export function viewService(library: Library, service: Service, language: Language) {
  const status = library.statusOf(service)
  const { requirements, steps, legalBasis } = service.facts
  const sources = officialSources(service)
  const related = service.related
    .filter((id) => isInForce(library, id))
    .flatMap((id) => nameOf(library, id, language) ?? [])
  return {
    service: {
      id: service.id,
      name: service.names[language],
      nameInIndonesian: service.names.id,
      agency: service.agency,
    },
    theme: { id: service.theme, title: themeTitles[service.theme][language] },
    expired: status === 'expired',
    superseded: status === 'superseded',
    successor: nameOf(library, service.supersededBy, language),
    until: service.validUntil ? formatDate(service.validUntil, language) : null,
    overdue: library.answer(`${service.id}/umum`, { language, channel: 'web' })?.overdue ?? false,
    asOf: service.asOf,
    reviewBy: service.reviewBy ? formatDate(service.reviewBy, language) : null,
    glance: glanceOf(service, language),
    online: service.onlineChannel ? viewText(service.onlineChannel) : null,
    requirements: viewList(requirements),
    steps: viewList(steps),
    legalBasis: viewList(legalBasis),
    sources,
    hasSources: sources.length > 0,
    related,
    hasRelated: related.length > 0,
    chat: chatView(askAbout[language](service.names[language])),
  }
}

/** The successor or a related service, as a link needs it; null where there is none. */
export function nameOf(library: Library, id: string | null, language: Language) {
  const service = library.services.get(id ?? '')
  return service ? { id: service.id, name: service.names[language] } : null
}

function isInForce(library: Library, id: string): boolean {
  const service = library.services.get(id)
  return service !== undefined && library.statusOf(service) !== 'expired'
}

/** What is told in a line or two; what does not arise is left out. */
function glanceOf({ facts }: Service, language: Language) {
  const rows = [
    ['biaya', facts.fee],
    ['waktu', facts.time],
    ['masa-berlaku', facts.validity],
    ['lokasi', facts.place],
  ] as const
  return rows
    .filter(([, fact]) => !knowledgeOf(fact).none)
    .map(([topic, fact]) => ({ topic, label: topicTitles[topic][language], ...viewTextFact(fact) }))
}

function officialSources({ sources }: Service) {
  const addresses = sources.filter((source) => /^https?:\/\/([\w-]+\.)+go\.id(\/|$)/.test(source))
  return [...new Set(addresses)].map((href) => ({ href, label: shorten(href.replace(/^https?:\/\//, '')) }))
}

function shorten(address: string): string {
  return address.length > 70 ? `${address.slice(0, 69)}…` : address
}

const askAbout: Record<Language, (name: string) => string> = {
  id: (name) => `Saya ingin bertanya tentang ${name}: `,
  en: (name) => `I have a question about ${name}: `,
}

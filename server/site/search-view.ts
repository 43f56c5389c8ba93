import {
  isKnown,
  topicFacts,
  topicTitles,
  type Language,
  type Library,
  type Suggest,
  type Suggestion,
} from '../../templates/index.ts'
import { chatView } from './chat-view.ts'
import { knowledgeOf, viewText } from './fact-view.ts'
import { nameOf } from './service-view.ts'

/** A result is a glimpse; the page behind it has the rest. */
const mostItems = 3
/** Of the best one's likelihood; what is less likely only distracts a citizen, who asked one thing or two. */
const leastShare = 0.1

/** What the suggester finds for a citizen's words, each with the fact that was asked for. */
export function viewSearch(library: Library, suggest: Suggest, sought: string, language: Language) {
  const { suggestions: all } = suggest(sought, { language, channel: 'web' })
  const suggestions = all.filter(({ score }) => score >= leastShare * (all[0]?.score ?? 0))
  return {
    sought,
    sure: suggestions[0]?.sure ?? false,
    hasResults: suggestions.length > 0,
    results: suggestions.map((found) => viewResult(library, found, language)),
    chat: chatView(sought),
  }
}

function viewResult(library: Library, { service: id, topic }: Suggestion, language: Language) {
  const service = library.services.get(id)
  if (!service) throw new Error(`The suggester names a service that is not there: ${id}`)
  const names = topicFacts[topic]
  const fact = service.facts[names.find((name) => isKnown(service.facts[name])) ?? names[0] ?? 'steps']
  const texts = [fact.value ?? []].flat()
  return {
    id,
    topic: topic === 'umum' ? 'isi' : topic,
    title: `${service.names[language]}: ${topicTitles[topic][language].toLowerCase()}`,
    successor: nameOf(library, service.supersededBy, language),
    fact: {
      ...knowledgeOf(fact),
      single: texts.length === 1 ? viewText(texts[0] ?? '') : null,
      several: texts.length > 1,
      items: texts.slice(0, mostItems).map(viewText),
      more: Math.max(0, texts.length - mostItems),
    },
  }
}

import type { Service } from '../catalogue.ts'
import { titleOf } from '../compose.ts'
import type { Library } from '../library.ts'
import type { Language, Topic } from '../topics.ts'
import type { Channel } from '../view.ts'
import { detectLanguage } from './language.ts'
import { normalise, type Word } from './normalise.ts'
import { createServiceIndex, type ServiceMatch } from './service-index.ts'
import { isClear, isEnough, scoreOf } from './score.ts'
import { guessTopics, type TopicGuess } from './topic.ts'

export interface Suggestion {
  /** `service/topic` */
  answer: string
  service: string
  topic: Topic
  /** 0..1, comparable within one list */
  score: number
  title: string
  /** Fit to be shown to a citizen unasked. */
  sure: boolean
  /** The citizen's own words that led here. */
  matched: string[]
}

export interface SuggestOptions {
  language?: Language | undefined
  /** Where the text came from; every channel is read alike so far. */
  channel?: Channel | undefined
  /** At most 5. */
  limit?: number | undefined
}

export interface Suggested {
  language: Language
  suggestions: Suggestion[]
}
export type Suggest = (text: string, options?: SuggestOptions) => Suggested

const most = 5
/** A topic cue that leaves no doubt, e.g. "berapa lama". */
const clearCue = 3

/** Ranks the library's answers for a citizen's text; an empty list means that none fits. Never throws. */
export function createSuggester(library: Library): Suggest {
  const findServices = createServiceIndex(library.services.values())
  return (text, options = {}) => {
    const language = options.language ?? detectLanguage(text)
    const limit = Math.max(0, Math.min(options.limit ?? most, most))
    const words = normalise(text)
    if (isElsewhere(words)) return { language, suggestions: [] }
    const matches = findServices(words).filter(isEnough).slice(0, 4)
    const topics = guessTopics(words)
    const ranked = matches.flatMap((match, rank) =>
      suggestFor(match, rank, { words, matches, topics, library, language }),
    )
    return { language, suggestions: withoutRepeats(ranked).slice(0, limit) }
  }
}

interface Question {
  words: readonly Word[]
  matches: readonly ServiceMatch[]
  topics: readonly TopicGuess[]
  library: Library
  language: Language
}

function suggestFor(match: ServiceMatch, rank: number, question: Question): Suggestion[] {
  const { words, matches, topics, library, language } = question
  const asked = library.services.get(match.service)
  if (!asked) return []
  const successor = library.services.get(asked.supersededBy ?? '')
  const status = library.statusOf(asked)
  // An expired rule's own text is never offered: what took its place is.
  const service = status === 'expired' ? successor : asked
  if (!service || !library.isOffered(service)) return []
  const score = scoreOf(match, matches)
  const clear = rank === 0 && status === 'active' && isClear(match, matches, topics, words)
  const list = chooseTopics(service, status === 'expired' ? [] : topics, rank === 0 ? 2 : 1)
  const suggestions = list.map((guess, index) => ({
    ...describe(service, guess.topic, language),
    score: round(score * (index === 0 ? 1 : guess.weight > 0 ? 0.85 : 0.6)),
    sure: clear && index === 0 && guess.weight >= clearCue && isVerified(library, service, guess),
    matched: [...new Set([...match.matched, ...guess.matched])].slice(0, 12),
  }))
  if (status !== 'superseded' || !successor || rank > 0) return suggestions
  const topic = list[0]?.topic ?? 'umum'
  const replacement = { ...describe(successor, topic, language), score: round(score * 0.9), sure: false }
  return [...suggestions, { ...replacement, matched: match.matched }]
}

function describe(service: Service, topic: Topic, language: Language) {
  return {
    answer: `${service.id}/${topic}`,
    service: service.id,
    topic,
    title: titleOf(service, topic, language),
  }
}

/** What was asked; without a cue people ask about a permit how and with what, about a help page anything. */
function chooseTopics(service: Service, asked: readonly TopicGuess[], count: number): TopicGuess[] {
  const likely: Topic[] = service.facts.validity.applies ? ['prosedur', 'persyaratan'] : ['umum', 'prosedur']
  const unasked = likely.filter((topic) => !asked.some((guess) => guess.topic === topic))
  return [...asked, ...unasked.map((topic) => ({ topic, weight: 0, matched: [] }))].slice(0, count)
}

function isVerified(library: Library, service: Service, { topic }: TopicGuess): boolean {
  const options = { language: 'id', channel: 'chat' } as const
  return library.answer(`${service.id}/${topic}`, options)?.verified ?? false
}

function withoutRepeats(suggestions: Suggestion[]): Suggestion[] {
  const best = new Map<string, Suggestion>()
  for (const suggestion of suggestions)
    if (!best.has(suggestion.answer)) best.set(suggestion.answer, suggestion)
  return [...best.values()].sort((one, other) => other.score - one.score)
}

function round(score: number): number {
  return Math.round(Math.min(score, 1) * 1000) / 1000
}

const neighbours =
  /\b(?:di|dari|wilayah|daerah|kota|kabupaten|pemkot|pemkab|rumah|tpu \S+) (?:kota |kabupaten )?(bekasi|depok|tangerang|tangsel|bogor|bandung|surabaya|semarang|medan|makassar|karawang|cikarang|serang)\b/

/** A permit for a place outside Jakarta is another office's matter. */
function isElsewhere(words: readonly Word[]): boolean {
  const text = words.map(({ word }) => word).join(' ')
  return neighbours.test(text) && !/\b(?:jakarta|dki|ktp|pindah|tinggal|jak\w+)\b/.test(text)
}

import { isKnown, type Service } from '../catalogue.ts'
import { titleOf } from '../compose.ts'
import type { Library } from '../library.ts'
import { topicFacts, type Language, type Topic } from '../topics.ts'
import type { Channel } from '../view.ts'
import { detectLanguage } from './language.ts'
import type { Network, Reading } from './network.ts'
import { normalise, type Word } from './normalise.ts'
import { createServiceIndex } from './service-index.ts'

export interface Suggestion {
  /** `service/topic` */
  answer: string
  service: string
  topic: Topic
  /** 0..1: how likely this is what was asked. */
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
  /** What the thread is about so far: "kalau biayanya?" goes on about it. */
  service?: string | null | undefined
  /** At most 5. */
  limit?: number | undefined
}

export interface Suggested {
  language: Language
  suggestions: Suggestion[]
}
export type Suggest = (text: string, options?: SuggestOptions) => Suggested

const most = 5
/** Less likely ones only take an agent's time. */
const leastScore = 0.02
/** Below this the text is taken for somebody else's matter; found on the questions in `bench/`. */
const leastBelonging = 0.55
/** From here on nearly every first suggestion is right; found on the questions in `bench/`. */
const leastSure = 0.64

/** Ranks the library's answers for a citizen's text; an empty list means that none fits. Never throws. */
export function createSuggester(library: Library, network: Network): Suggest {
  const untrained = [...library.services.values()].filter(({ id }) => !network.services.has(id))
  const findUntrained = createServiceIndex(untrained, library.services.values())

  return (text, options = {}) => {
    const language = options.language ?? detectLanguage(text)
    const limit = Math.max(0, Math.min(options.limit ?? most, most))
    const words = normalise(text)
    if (words.length === 0) return { language, suggestions: [] }
    const reading = inThread(withUntrained(network.read(words), words), options.service ?? null)
    const offers = offersOf(reading.services)
    const highest = Math.max(0, ...offers.map(({ share }) => share))
    if (belonging(reading.scope, highest) < leastBelonging) return { language, suggestions: [] }
    const ranked = withSuccessor(rank(offers, reading.topics)).slice(0, limit)
    const suggestions = ranked.map(({ service, topic, score }, position): Suggestion => ({
      answer: `${service.id}/${topic}`,
      service: service.id,
      topic,
      score: round(score),
      title: titleOf(service, topic, language),
      sure: position === 0 && reading.scope * highest >= leastSure && isTellable(service, topic),
      matched: reading.reasonsFor(service.id),
    }))
    return { language, suggestions }
  }

  /** A service that nobody has written examples for is found by its names and aliases. */
  function withUntrained(reading: Reading, words: readonly Word[]): Reading {
    const found = findUntrained(words)
    if (!found || (!found.named && isClear(reading))) return reading
    return leaning(reading, found.service, nameShare * found.coverage)
  }

  /** "Kalau biayanya?" alone says little about its service: then it goes on about the thread's. */
  function inThread(reading: Reading, service: string | null): Reading {
    const asksSomething = [...reading.topics].some(([topic, part]) => topic !== 'umum' && part >= clearTopic)
    if (service === null || !library.services.has(service) || isClear(reading) || !asksSomething)
      return reading
    return leaning(reading, service, threadShare)
  }

  /** An expired rule's own text is never offered: what took its place is, in general words. */
  function offersOf(shares: ReadonlyMap<string, number>): Offer[] {
    const offers = new Map<string, Offer>()
    for (const [id, share] of [...shares].sort((one, other) => other[1] - one[1])) {
      const asked = library.services.get(id)
      if (!asked) continue
      const isExpired = library.statusOf(asked) === 'expired'
      const service = isExpired ? library.services.get(asked.supersededBy ?? '') : asked
      if (!service || !library.isOffered(service)) continue
      const before = offers.get(service.id)
      if (before) before.share += share
      else offers.set(service.id, { service, share, isStandIn: isExpired })
    }
    return [...offers.values()]
  }

  /** Beside an answer about what was replaced stands what replaced it. */
  function withSuccessor(ranked: Ranked[]): Ranked[] {
    const [first] = ranked
    if (!first || library.statusOf(first.service) !== 'superseded') return ranked
    const successor = library.services.get(first.service.supersededBy ?? '')
    if (!successor || ranked.some(({ service }) => service === successor)) return ranked
    const beside = { service: successor, topic: first.topic, score: first.score * 0.9 }
    return [...ranked, beside].sort(byScore)
  }

  /** In force, and the office knows what to say. */
  function isTellable(service: Service, topic: Topic): boolean {
    return (
      library.statusOf(service) === 'active' && topicFacts[topic].some((name) => isKnown(service.facts[name]))
    )
  }
}

interface Offer {
  service: Service
  share: number
  /** For an expired rule: only what the service is can be told, not what was asked of the old one. */
  isStandIn: boolean
}
interface Ranked {
  service: Service
  topic: Topic
  score: number
}

/** A full name leaves little doubt. */
const nameShare = 0.9
const threadShare = 0.8
const clearTopic = 0.4
const clearService = 0.6

function isClear({ services, scope }: Reading): boolean {
  const highest = Math.max(...services.values())
  return highest >= clearService && belonging(scope, highest) >= leastBelonging
}

/** The same reading, but for a share of it that is put down to one service. */
function leaning(reading: Reading, service: string, share: number): Reading {
  const shares = new Map([...reading.services].map(([id, before]) => [id, before * (1 - share)]))
  shares.set(service, (shares.get(service) ?? 0) + share)
  return { ...reading, services: shares, scope: Math.max(reading.scope, share) }
}

/** Does the text concern the office? A text that fits no service well is doubted more. */
function belonging(scope: number, highest: number): number {
  return scope * highest ** 0.3
}

/** Services and topics together, likeliest first. */
function rank(offers: readonly Offer[], topics: ReadonlyMap<Topic, number>): Ranked[] {
  const likely = [...offers].sort((one, other) => other.share - one.share).slice(0, most)
  return likely
    .flatMap(({ service, share, isStandIn }): Ranked[] =>
      isStandIn
        ? [{ service, topic: 'umum', score: share }]
        : [...topics].map(([topic, part]) => ({ service, topic, score: share * part })),
    )
    .filter(({ score }) => score >= leastScore)
    .sort(byScore)
}

function byScore(one: Ranked, other: Ranked): number {
  return other.score - one.score
}

function round(score: number): number {
  return Math.round(Math.min(score, 1) * 1000) / 1000
}

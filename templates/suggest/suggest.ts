import { isKnown } from '../catalogue.ts'
import { titleOf } from '../compose.ts'
import type { Library } from '../library.ts'
import { topicFacts, type Language, type Topic } from '../topics.ts'
import type { Channel } from '../view.ts'
import { detectLanguage } from './language.ts'
import { noMemory, type Memory, type Recollection } from './memory.ts'
import type { Network, Reading } from './network.ts'
import { readAnywhere } from './long-text.ts'
import { normalise, type Word } from './normalise.ts'
import { answerOf, byScore, most, rank, type Offer, type Ranked } from './ranking.ts'
import { createServiceIndex } from './service-index.ts'
import { asTaught } from './taught.ts'

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
  /** What the thread is about so far: "kalau biayanya?" goes on about it. What has to be found out is asked only then. */
  service?: string | null | (() => string | null) | undefined
  /** Answers not to be offered: an agent said here that they do not fit. */
  without?: ReadonlySet<string> | undefined
  /** At most 5. */
  limit?: number | undefined
  /** False where nobody reads what `matched`: finding that out takes as long as all the rest. */
  isExplained?: boolean | undefined
}

export interface Suggested {
  language: Language
  suggestions: Suggestion[]
}
export type Suggest = (text: string, options?: SuggestOptions) => Suggested

/** Below this the text is taken for somebody else's matter; found on the questions in `bench/`. */
const leastBelonging = 0.55
/** From here on nearly every first suggestion is right; found on the questions in `bench/`. */
const leastSure = 0.68
/** Of a service nobody doubts, it must also be likely enough that this is what was asked of it. */
const leastSureScore = 0.35

/** Ranks the library's answers for a citizen's text; an empty list means that none fits. Never throws. */
export function createSuggester(library: Library, network: Network, memory: Memory = noMemory): Suggest {
  const untrained = [...library.services.values()].filter(({ id }) => !network.services.has(id))
  const findUntrained = createServiceIndex(untrained, library.services.values())

  return (text, options = {}) => {
    const language = options.language ?? detectLanguage(text)
    const limit = Math.max(0, Math.min(options.limit ?? most, most))
    const words = normalise(text)
    if (words.length === 0) return { language, suggestions: [] }
    const read = readAnywhere(network, words, strengthOf)
    const reading = inThread(withUntrained(read, words), () => serviceIn(options))
    const offers = offersOf(reading.services)
    const highest = Math.max(0, ...offers.map(({ share }) => share))
    const isOurs = belonging(reading.scope, highest) >= leastBelonging
    const ranked = isOurs ? withSuccessor(rank(offers, reading.topics)) : []
    const recalled = memory.recall(words, reading.topics)
    const taught = asTaught(ranked, recalled, library)
    const offered = taught.filter((one) => !options.without?.has(answerOf(one))).slice(0, limit)
    const sureAnswer =
      isOurs && certainty(reading.scope, highest) >= leastSure ? sureOf(ranked, taught, recalled) : null
    const suggestions = offered.map((one): Suggestion => ({
      answer: answerOf(one),
      service: one.service.id,
      topic: one.topic,
      score: round(one.score),
      title: titleOf(one.service, one.topic, language),
      sure: answerOf(one) === sureAnswer,
      matched: options.isExplained === false ? [] : reading.reasonsFor(one.service.id),
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
  function inThread(reading: Reading, thread: () => string | null): Reading {
    const asksSomething = [...reading.topics].some(([topic, part]) => topic !== 'umum' && part >= clearTopic)
    if (isClear(reading) || !asksSomething) return reading
    const service = thread()
    return service !== null && library.services.has(service)
      ? leaning(reading, service, threadShare)
      : reading
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

  /** The network's first, unless agents have doubts: of what only they taught nobody is sure. */
  function sureOf(ranked: Ranked[], taught: Ranked[], { shifts }: Recollection): string | null {
    const [first] = ranked
    if (!first || !taught[0] || first.score < leastSureScore || !isTellable(first)) return null
    const answer = answerOf(first)
    return answerOf(taught[0]) === answer && (shifts.get(answer) ?? 0) >= 0 ? answer : null
  }

  /** In force, and the office knows what to say. */
  function isTellable({ service, topic }: Ranked): boolean {
    return (
      library.statusOf(service) === 'active' && topicFacts[topic].some((name) => isKnown(service.facts[name]))
    )
  }
}

/** A full name leaves little doubt. */
const nameShare = 0.9
const threadShare = 0.8
const clearTopic = 0.4
const clearService = 0.6

function isClear(reading: Reading): boolean {
  return Math.max(...reading.services.values()) >= clearService && strengthOf(reading) >= leastBelonging
}

function strengthOf({ services, scope }: Reading): number {
  return belonging(scope, Math.max(...services.values()))
}

function serviceIn({ service = null }: SuggestOptions): string | null {
  return typeof service === 'function' ? service() : service
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

/** Is it this service that is meant? That one stands out says more of it than that the text is for the office at all. */
function certainty(scope: number, highest: number): number {
  return Math.sqrt(scope) * highest
}

function round(score: number): number {
  return Math.round(Math.min(score, 1) * 1000) / 1000
}

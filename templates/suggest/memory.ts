/** What agents taught: it moves an answer's score a little, for questions like those it was learnt from. */
import type { Topic } from '../topics.ts'
import { stopWords } from './lexicon/stop-words.ts'
import { createLikenessIndex, type LikenessIndex } from './likeness-index.ts'
import type { Network } from './network.ts'
import { normalise, type Word } from './normalise.ts'
import type { Vector } from './vector.ts'

export interface Lesson {
  /** What was asked. */
  text: string
  /** `service/topic` */
  answer: string
  verdict: 'right' | 'wrong'
  /** How often agents said so. */
  times: number
}

export interface Recollection {
  /** Answer → what its score gains or loses, within ±`mostShift`. */
  shifts: ReadonlyMap<string, number>
  /** Answers so like what agents answered that they are worth showing where the network would be silent. */
  lifted: ReadonlySet<string>
}

export interface Memory {
  recall(words: readonly Word[], topics: ReadonlyMap<Topic, number>): Recollection
}

/** All lessons together never move a score by more. */
export const mostShift = 0.3
/** What the first time, and each further one, is worth; of one lesson no more than three count. */
const firstTime = 0.12
const eachFurtherTime = 0.04
const timesThatCount = 3
/** Found on the examples: below this likeness two questions are as often about different services as about the same. */
const leastLikeness = 0.5
/** From here on they are the same question in other words. */
const fullLikeness = 0.8
const leastLikenessToLift = 0.6
/** "Mohon bantuannya" was answered with something too. */
export const leastWordsToLift = 2

/** For an office that has learnt nothing yet. */
export const noMemory: Memory = { recall: () => nothing }
const nothing: Recollection = { shifts: new Map(), lifted: new Set() }

/** Makes a memory of lessons, a little at each step, so that a server can do other work in between. */
export type Remember = (lessons: readonly Lesson[]) => Generator<void, Memory>

/** What it has read once it keeps until it is given lessons without it: only new ones cost. */
export function createRememberer(network: Network): Remember {
  let known = new Map<string, Trace>()
  return function* (lessons) {
    const traces: Trace[] = []
    for (const { text } of lessons) {
      traces.push(known.get(text) ?? traceOf(text, network))
      yield
    }
    known = new Map(lessons.map(({ text }, at) => [text, traces[at]!]))
    const index = yield* createLikenessIndex(traces.map(({ vector }) => vector))
    return createMemory(lessons, traces, index, network)
  }
}

function createMemory(
  lessons: readonly Lesson[],
  traces: readonly Trace[],
  index: LikenessIndex,
  network: Network,
): Memory {
  return {
    recall(words, topics) {
      const content = contentOf(words)
      if (lessons.length === 0 || content.length === 0) return nothing
      const shifts = new Map<string, number>()
      const lifted = new Set<string>()
      for (const { place, likeness } of index.likeThan(network.see(content), leastLikeness)) {
        const { answer, verdict, times } = lessons[place]!
        const trace = traces[place]!
        const alike = likeness * overlap(trace.topics, topics)
        if (alike < leastLikeness) continue
        const strength = Math.min(1, (alike - leastLikeness) / (fullLikeness - leastLikeness))
        const weight = firstTime + eachFurtherTime * (Math.min(times, timesThatCount) - 1)
        const shift = (verdict === 'right' ? weight : -weight) * strength
        shifts.set(answer, (shifts.get(answer) ?? 0) + shift)
        if (verdict === 'right' && alike >= leastLikenessToLift && trace.wordCount >= leastWordsToLift)
          lifted.add(answer)
      }
      return { shifts: new Map([...shifts].map(([answer, shift]) => [answer, bounded(shift)])), lifted }
    },
  }
}

/** What remains of a text to compare another with. */
interface Trace {
  vector: Vector
  topics: ReadonlyMap<Topic, number>
  /** How many different words it has that say something. */
  wordCount: number
}

function traceOf(text: string, network: Network): Trace {
  const words = normalise(text)
  const vector = network.see(contentOf(words))
  return { vector, topics: network.read(words).topics, wordCount: tellingWords(text) }
}

/** How many different words of a text say something: one without any teaches nothing. */
export function tellingWords(text: string): number {
  return new Set(contentOf(normalise(text)).map(({ word }) => word)).size
}

/** Two greetings are alike to the letter and say nothing: without the words of everyday talk. */
function contentOf(words: readonly Word[]): Word[] {
  return words.filter(({ word }) => !stopWords.has(word))
}

/** How much of what is asked about something is the same: "syarat paspor" is no "biaya paspor". 0..1 */
function overlap(one: ReadonlyMap<Topic, number>, other: ReadonlyMap<Topic, number>): number {
  let sum = 0
  for (const [topic, share] of one) sum += Math.min(share, other.get(topic) ?? 0)
  return sum
}

function bounded(shift: number): number {
  return Math.max(-mostShift, Math.min(mostShift, shift))
}

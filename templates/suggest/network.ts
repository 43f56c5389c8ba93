/**
 * The trained part of the suggester: one hidden layer that services, topics and scope share, and a direct path
 * from words to topics and scope, which hang on single words. Weights of features are bytes with a scale each.
 * How it learns stands in `training/`.
 */
import { topics, type Topic } from '../topics.ts'
import { featuresOfWords } from './features.ts'
import type { Word } from './normalise.ts'
import { toVector, type FeatureSpace, type Vector } from './vector.ts'

/** Outputs after the services: each topic, then the scope. */
export const headCount = topics.length + 1

export interface Weights {
  services: readonly string[]
  space: FeatureSpace
  hidden: number
  /** Feature × hidden unit, with a scale a feature. */
  inward: Int8Array
  inwardScale: Float32Array
  /** Feature × (topics, scope), with a scale a feature. */
  direct: Int8Array
  directScale: Float32Array
  /** (Services, topics, scope) × hidden unit. */
  outward: Float32Array
  bias: Float32Array
}

export interface Reading {
  /** Probability of each service, given that the text is for this office at all; they add up to 1. */
  services: ReadonlyMap<string, number>
  /** Share of each topic in what is asked; they add up to 1. */
  topics: ReadonlyMap<Topic, number>
  /** Probability that the text is for this office. */
  scope: number
  /** The citizen's own words that spoke most for a service, strongest first. */
  reasonsFor(service: string): string[]
}

export interface Network {
  services: ReadonlySet<string>
  /** What it sees of a text, before it makes anything of it. */
  see(words: readonly Word[]): Vector
  read(words: readonly Word[]): Reading
}

export function createNetwork(weights: Weights): Network {
  const { services, hidden, outward, bias } = weights
  const serviceCount = services.length

  function activate(vector: Vector): Float32Array {
    const sums = new Float32Array(hidden)
    addFeatures(sums, vector, weights.inward, weights.inwardScale)
    return sums.map(Math.tanh)
  }

  function output(active: Float32Array, position: number): number {
    let sum = bias[position] ?? 0
    for (let unit = 0; unit < hidden; unit++) sum += outward[position * hidden + unit]! * active[unit]!
    return sum
  }

  const see = (words: readonly Word[]) => toVector(featuresOfWords(words), weights.space)

  return {
    services: new Set(services),
    see,
    read(words) {
      const vector = see(words)
      const active = activate(vector)
      const heads = new Float32Array(headCount)
      addFeatures(heads, vector, weights.direct, weights.directScale)
      for (let head = 0; head < headCount; head++)
        heads[head] = sigmoid((heads[head] ?? 0) + output(active, serviceCount + head))
      const likely = softmax(services.map((_, position) => output(active, position)))
      const all = heads.subarray(0, topics.length).reduce((sum, share) => sum + share, 0)
      return {
        services: new Map(services.map((service, position) => [service, likely[position] ?? 0])),
        topics: new Map(topics.map((topic, position) => [topic, (heads[position] ?? 0) / all])),
        scope: heads[topics.length] ?? 0,
        reasonsFor: createReasons(words, active),
      }
    },
  }

  /** What each word alone adds to the hidden layer, against the slope of a service's output at this text. */
  function createReasons(words: readonly Word[], active: Float32Array): (service: string) => string[] {
    let sumsOf: Map<string, Float32Array> | null = null
    const known = new Map<string, string[]>() // an answer on each topic asks for the same service's
    return (service) => {
      const before = known.get(service)
      if (before) return before
      const row = services.indexOf(service) * hidden
      if (row < 0) return []
      sumsOf ??= new Map(words.slice(0, mostWordsExplained).map((word) => [word.raw, sumsOfOne(word)]))
      const slope = active.map((value, unit) => (outward[row + unit] ?? 0) * (1 - value * value))
      const spoke = [...sumsOf].map(([raw, sums]) => ({
        raw,
        strength: sums.reduce((sum, value, unit) => sum + value * (slope[unit] ?? 0), 0),
      }))
      const strongest = Math.max(0, ...spoke.map(({ strength }) => strength))
      const reasons = spoke
        .filter(({ strength }) => strength > 0 && strength >= strongest * leastReason)
        .sort((one, other) => other.strength - one.strength)
        .slice(0, mostReasons)
        .map(({ raw }) => raw)
      known.set(service, reasons)
      return reasons
    }
  }

  function sumsOfOne(word: Word): Float32Array {
    const sums = new Float32Array(hidden)
    addFeatures(sums, see([word]), weights.inward, weights.inwardScale)
    return sums
  }
}

/** Words much weaker than the strongest are no reason a person would name. */
const leastReason = 0.3
const mostReasons = 8
const mostWordsExplained = 200

function addFeatures(sums: Float32Array, vector: Vector, table: Int8Array, scales: Float32Array): void {
  const width = sums.length
  for (let at = 0; at < vector.index.length; at++) {
    const feature = vector.index[at]!
    const scale = vector.value[at]! * scales[feature]!
    const row = feature * width
    for (let column = 0; column < width; column++) sums[column]! += scale * table[row + column]!
  }
}

function softmax(values: readonly number[]): number[] {
  const highest = Math.max(...values)
  const raised = values.map((value) => Math.exp(value - highest))
  const sum = raised.reduce((total, value) => total + value, 0)
  return raised.map((value) => value / sum)
}

function sigmoid(value: number): number {
  return 1 / (1 + Math.exp(-value))
}

/**
 * Learning by gradient descent, each row of weights at its own pace (AdaGrad, https://jmlr.org/papers/v12/duchi11a.html).
 * Services compete (softmax); topics and scope are judged each by itself (logistic). The same examples give the
 * same network to the last bit: the only chance in it comes from `createChance`.
 */
import { topics } from '../../topics.ts'
import { headCount } from '../network.ts'
import type { Vector } from '../vector.ts'
import { createChance } from './chance.ts'

/** A text, and what should come out. */
export interface Lesson {
  vector: Vector
  /** Positions of the right services; none: the text is not for this office. */
  services: number[]
  /** 1 for what is asked; null where nobody has said. */
  topics: number[] | null
}

export interface Size {
  features: number
  services: number
  hidden: number
}

/** What is learnt, in full precision. */
export interface Learnt {
  inward: Float32Array
  direct: Float32Array
  outward: Float32Array
  bias: Float32Array
}

const rounds = 8
const pace = 0.03
const directPace = 0.1
/** The last rounds go at a fifth of the pace, so that the network settles. */
const slowing = 0.8
/** Share of a text's features hidden from each look at it, so that the network leans on no single one. */
const hiddenShare = 0.3
const topicWeight = 2
const scopeWeight = 2
/** What is not for us is rarer among the examples than in the world. */
const foreignWeight = 2
const tooSmall = 1e-4
/** From the fifth round on, where the weights stand is noted twice a round; their mean wavers less than the last (Polyak and Juditsky 1992). */
const firstNoted = 4
const notesPerRound = 2
/** From the third round on, what is nearly right is left alone: half the work, and no figure suffers. */
const firstSparing = 2
const nearlyRight = 0.2

/** Lessons → weights; takes some twenty seconds of one core. */
export function learn(lessons: readonly Lesson[], size: Size): Learnt {
  const { features, services, hidden } = size
  const outputs = services + headCount
  const chance = createChance(3)
  const inward = createTable(features, hidden, 1e-4, () => (chance() - 0.5) * 0.1)
  const outward = createTable(outputs, hidden, 1e-4, () => (chance() - 0.5) * 0.2)
  const direct = createTable(features, headCount, 1e-3, () => 0)
  const bias = createTable(1, outputs, 1e-3, () => 0)
  const tables = [inward, outward, direct, bias]
  const active = new Float32Array(hidden)
  const out = new Float32Array(outputs)
  const slope = new Float32Array(outputs)
  const outHeads = out.subarray(services)
  const heads = slope.subarray(services)
  const back = new Float32Array(hidden)

  function forward({ index, value }: Vector): void {
    active.fill(0)
    out.set(bias.weight)
    for (let at = 0; at < index.length; at++) {
      addRow(active, inward.weight, index[at]!, value[at]!)
      addRow(outHeads, direct.weight, index[at]!, value[at]!)
    }
    for (let unit = 0; unit < hidden; unit++) active[unit] = Math.tanh(active[unit]!)
    for (let one = 0; one < outputs; one++) out[one]! += productOfRow(outward.weight, one, active)
  }

  function judge(lesson: Lesson): void {
    slope.fill(0)
    if (lesson.services.length > 0) {
      softmaxInto(slope, out, services)
      for (const right of lesson.services) slope[right]! -= 1 / lesson.services.length
    }
    for (let topic = 0; lesson.topics && topic < topics.length; topic++)
      slope[services + topic] = topicWeight * (sigmoid(out[services + topic]!) - lesson.topics[topic]!)
    const isOurs = lesson.services.length > 0
    const scope = outputs - 1
    slope[scope] = scopeWeight * (isOurs ? sigmoid(out[scope]!) - 1 : foreignWeight * sigmoid(out[scope]!))
  }

  /** The largest error in what was judged, without the weights of the judgement. */
  function errorOf(lesson: Lesson): number {
    const errors = [
      slope[outputs - 1]! / scopeWeight,
      ...lesson.services.map((right) => slope[right]!),
      ...Array.from(heads.subarray(0, topics.length), (error) => error * topicWeight),
    ]
    return Math.max(...errors.map(Math.abs))
  }

  function correct({ index, value }: Vector, speed: number): void {
    back.fill(0)
    for (let one = 0; one < outputs; one++) {
      const error = slope[one]!
      if (Math.abs(error) < tooSmall) continue
      addRow(back, outward.weight, one, error)
      outward.moveRow(one, active, error, speed * pace)
    }
    bias.moveRow(0, slope, 1, speed * pace * 0.1)
    for (let unit = 0; unit < hidden; unit++) back[unit]! *= 1 - active[unit]! ** 2
    for (let at = 0; at < index.length; at++) {
      inward.moveRow(index[at]!, back, value[at]!, speed * pace)
      direct.moveRow(index[at]!, heads, value[at]!, speed * directPace)
    }
  }

  const order = lessons.map((_, position) => position)
  const noteEvery = Math.floor(order.length / notesPerRound)
  for (let round = 0; round < rounds; round++) {
    shuffle(order, chance)
    const speed = 1 - (slowing * round) / rounds
    for (const [turn, position] of order.entries()) {
      const lesson = lessons[position]!
      const seen = withSomeHidden(lesson.vector, chance)
      forward(seen)
      judge(lesson)
      if (round < firstSparing || errorOf(lesson) > nearlyRight) correct(seen, speed)
      if (round >= firstNoted && (turn + 1) % noteEvery === 0) for (const table of tables) table.note()
    }
  }
  return { inward: inward.mean(), direct: direct.mean(), outward: outward.mean(), bias: bias.mean() }
}

function addRow(sums: Float32Array, table: Float32Array, row: number, factor: number): void {
  const width = sums.length
  const start = row * width
  for (let column = 0; column < width; column++) sums[column]! += table[start + column]! * factor
}

function productOfRow(table: Float32Array, row: number, values: Float32Array): number {
  const width = values.length
  const start = row * width
  let sum = 0
  for (let column = 0; column < width; column++) sum += table[start + column]! * values[column]!
  return sum
}

/** Rows of weights, each row with the squares of its past slopes: its pace. */
function createTable(rows: number, width: number, firstSquare: number, first: () => number) {
  const weight = Float32Array.from({ length: rows * width }, first)
  const squares = new Float32Array(rows).fill(firstSquare)
  const sums = new Float32Array(weight.length)
  let notes = 0
  return {
    weight,
    note(): void {
      notes++
      for (let at = 0; at < sums.length; at++) sums[at]! += weight[at]!
    },
    /** Of what was noted. */
    mean: () => sums.map((sum) => sum / notes),
    /** Moves a row against `slopes × factor`. */
    moveRow(row: number, slopes: Float32Array, factor: number, speed: number): void {
      const start = row * width
      let sum = 0
      for (let column = 0; column < width; column++) sum += slopes[column]! * slopes[column]!
      const square = squares[row]! + (sum * factor * factor) / width
      squares[row] = square
      const step = (speed * factor) / Math.sqrt(square)
      for (let column = 0; column < width; column++) weight[start + column]! -= step * slopes[column]!
    },
  }
}

function withSomeHidden({ index, value }: Vector, chance: () => number): Vector {
  const kept = { index: new Int32Array(index.length), value: new Float32Array(index.length) }
  let count = 0
  for (let at = 0; at < index.length; at++) {
    if (chance() < hiddenShare) continue
    kept.index[count] = index[at]!
    kept.value[count++] = value[at]! / (1 - hiddenShare)
  }
  return { index: kept.index.subarray(0, count), value: kept.value.subarray(0, count) }
}

function softmaxInto(target: Float32Array, values: Float32Array, count: number): void {
  let highest = -Infinity
  for (let at = 0; at < count; at++) highest = Math.max(highest, values[at]!)
  let sum = 0
  for (let at = 0; at < count; at++) sum += target[at] = Math.exp(values[at]! - highest)
  for (let at = 0; at < count; at++) target[at]! /= sum
}

function sigmoid(value: number): number {
  return 1 / (1 + Math.exp(-value))
}

function shuffle(list: number[], chance: () => number): void {
  for (let last = list.length - 1; last > 0; last--) {
    const other = Math.floor(chance() * (last + 1))
    const held = list[last]!
    list[last] = list[other]!
    list[other] = held
  }
}

import type { Features } from './features.ts'

/** The features a model knows: sorted keys, and how telling each is (inverse document frequency). */
export interface FeatureSpace {
  keys: Uint32Array
  idf: Float32Array
}

/** A text in a feature space: positions and weights of what is known there. */
export interface Vector {
  index: Int32Array
  value: Float32Array
}

/** Long enough for the hidden layer to leave its linear part, found by trial. */
const length = 4

/** Words and pieces weigh alike, however many there are of each. */
export function toVector({ words, pieces }: Features, space: FeatureSpace): Vector {
  const index: number[] = []
  const value: number[] = []
  for (const counts of [words, pieces]) {
    const first = index.length
    let squares = 0
    for (const [key, count] of counts) {
      const position = positionOf(key, space.keys)
      if (position < 0) continue
      const weight = (1 + Math.log(count)) * space.idf[position]!
      index.push(position)
      value.push(weight)
      squares += weight * weight
    }
    const scale = (length * Math.SQRT1_2) / Math.sqrt(squares || 1)
    for (let at = first; at < value.length; at++) value[at]! *= scale
  }
  return { index: Int32Array.from(index), value: Float32Array.from(value) }
}

function positionOf(key: number, keys: Uint32Array): number {
  let low = 0
  let high = keys.length - 1
  while (low <= high) {
    const middle = (low + high) >> 1
    const found = keys[middle]!
    if (found === key) return middle
    if (found < key) low = middle + 1
    else high = middle - 1
  }
  return -1
}

import type { Vector } from './vector.ts'

export interface LikenessIndex {
  /** The places of those that are at least so like, by cosine. */
  likeThan(vector: Vector, least: number): Iterable<{ place: number; likeness: number }>
}

/** Cosine over all vectors at once: feature → who has it, and how strongly for its length. Made a vector a step. */
export function* createLikenessIndex(vectors: readonly Vector[]): Generator<void, LikenessIndex> {
  let width = 0
  for (const { index } of vectors) {
    for (const feature of index) width = Math.max(width, feature + 1)
    yield
  }
  const starts = new Int32Array(width + 1)
  for (const { index } of vectors) {
    for (const feature of index) starts[feature + 1]!++
    yield
  }
  for (let feature = 0; feature < width; feature++) starts[feature + 1]! += starts[feature]!
  const places = new Int32Array(starts[width]!)
  const weights = new Float32Array(starts[width]!)
  const next = starts.slice()
  for (const [place, vector] of vectors.entries()) {
    const length = lengthOf(vector)
    for (const [at, feature] of vector.index.entries()) {
      const slot = next[feature]!++
      places[slot] = place
      weights[slot] = vector.value[at]! / length
    }
    yield
  }

  function* likeThan(vector: Vector, least: number): Iterable<{ place: number; likeness: number }> {
    const sums = new Float32Array(vectors.length)
    vector.index.forEach((feature, at) => {
      if (feature >= width) return
      const value = vector.value[at]!
      for (let slot = starts[feature]!; slot < starts[feature + 1]!; slot++)
        sums[places[slot]!]! += value * weights[slot]!
    })
    const length = lengthOf(vector)
    for (const [place, sum] of sums.entries())
      if (sum >= least * length) yield { place, likeness: sum / length }
  }

  return { likeThan }
}

function lengthOf({ value }: Vector): number {
  return Math.sqrt(value.reduce((sum, one) => sum + one * one, 0)) || 1
}

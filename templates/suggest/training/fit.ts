import type { Service } from '../../catalogue.ts'
import { topics } from '../../topics.ts'
import { featuresOfWords, type Features } from '../features.ts'
import { headCount, type Weights } from '../network.ts'
import { normalise } from '../normalise.ts'
import { toVector, type FeatureSpace } from '../vector.ts'
import { learn, type Lesson } from './descent.ts'
import { examplesOfCatalogue, type Example } from './examples.ts'

const hidden = 64
/** A feature of one text alone teaches nothing about the next. */
const leastTexts = 2

/** Examples → weights. The same examples give the same weights. */
export function fit(written: readonly Example[], catalogue: Iterable<Service>): Weights {
  const all = [...catalogue]
  const services = all.map(({ id }) => id).sort()
  const position = new Map(services.map((id, at) => [id, at]))
  const examples = [...written, ...examplesOfCatalogue(all)]
    .map((example) => ({ ...example, words: normalise(example.text) }))
    .filter(({ words }) => words.length > 0)
  const features = examples.map(({ words }) => featuresOfWords(words))
  const space = spaceOf(features)
  const lessons = examples.map((example, at): Lesson => ({
    vector: toVector(features[at]!, space),
    services: example.services.flatMap((id) => position.get(id) ?? []),
    topics:
      example.topics.length > 0 && example.services.length > 0
        ? topics.map((topic) => (example.topics.includes(topic) ? 1 : 0))
        : null,
  }))
  const learnt = learn(lessons, { features: space.keys.length, services: services.length, hidden })
  const inward = inBytes(learnt.inward, hidden)
  const direct = inBytes(learnt.direct, headCount)
  return {
    services,
    space,
    hidden,
    inward: inward.bytes,
    inwardScale: inward.scale,
    direct: direct.bytes,
    directScale: direct.scale,
    outward: learnt.outward,
    bias: learnt.bias,
  }
}

function spaceOf(texts: readonly Features[]): FeatureSpace {
  const counts = new Map<number, number>()
  for (const { words, pieces } of texts)
    for (const features of [words, pieces])
      for (const key of features.keys()) counts.set(key, (counts.get(key) ?? 0) + 1)
  const keys = Uint32Array.from(
    [...counts].filter(([, count]) => count >= leastTexts).map(([key]) => key),
  ).sort()
  const idf = Float32Array.from(keys, (key) => Math.log((1 + texts.length) / (1 + counts.get(key)!)) + 1)
  return { keys, idf }
}

/** Each row as bytes of its own scale: an eighth of the room, and no answer changes. */
function inBytes(table: Float32Array, width: number): { bytes: Int8Array; scale: Float32Array } {
  const bytes = new Int8Array(table.length)
  const scale = new Float32Array(table.length / width)
  for (let row = 0; row < scale.length; row++) {
    const values = table.subarray(row * width, (row + 1) * width)
    const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
    scale[row] = largest / 127
    for (let at = 0; at < width; at++)
      bytes[row * width + at] = largest > 0 ? Math.round((values[at]! / largest) * 127) : 0
  }
  return { bytes, scale }
}

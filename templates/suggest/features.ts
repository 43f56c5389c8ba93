/** What the network sees of a text. A feature is known by a 32-bit hash, so that the model holds no words. */
import { stem, type Word } from './normalise.ts'

export interface Features {
  /** Stems, those of the clause that asks once more, and pairs of neighbours: hash → how often. */
  words: Map<number, number>
  /** Pieces of two to four letters: they still fit when a word is misspelt. */
  pieces: Map<number, number>
}

const shortestPiece = 2
const longestPiece = 4

export function featuresOfWords(words: readonly Word[]): Features {
  const features: Features = { words: new Map(), pieces: new Map() }
  let before = ''
  for (const { word, isAsked } of words) {
    const term = stem(word)
    count(features.words, hash('w', term))
    if (isAsked) count(features.words, hash('q', term))
    if (before !== '') count(features.words, hash('p', `${before} ${term}`))
    before = term
    const whole = `^${word}$`
    for (let length = shortestPiece; length <= longestPiece; length++)
      for (let at = 0; at + length <= whole.length; at++)
        count(features.pieces, hash('l', whole, at, at + length))
  }
  return features
}

function count(counts: Map<number, number>, key: number): void {
  counts.set(key, (counts.get(key) ?? 0) + 1)
}

/** FNV-1a (https://datatracker.ietf.org/doc/draft-eastlake-fnv/) over UTF-16 units; `kind` keeps a word and a piece apart. */
function hash(kind: string, text: string, from = 0, to = text.length): number {
  let value = Math.imul(0x811c9dc5 ^ kind.charCodeAt(0), 0x01000193)
  for (let at = from; at < to; at++) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193)
  return value >>> 0
}

import type { Service } from '../catalogue.ts'
import { stopWords } from './lexicon/stop-words.ts'
import { normalise, stem, type Word } from './normalise.ts'
import { createVocabulary } from './vocabulary.ts'

export interface ServiceMatch {
  service: string
  /** How much of the best name, alias or situation the text has, 0..1, rare words counting more. */
  coverage: number
  /** The text has a whole name or alias, spelt right. */
  named: boolean
}

/** A few words everybody uses are no name, however many of them fit. */
const leastEvidence = 2.9
const leastCoverage = 0.5
/** What a word read through a slip of the pen is worth. */
const slipCertainty = 0.75

interface Phrase {
  service: string
  /** The information in all its terms together, in nats. */
  weight: number
  /** A name or alias, not a description of a situation. */
  isName: boolean
}

/**
 * Finds services by the words of their names alone, for those that nobody has written examples for yet. Null when
 * none is named. `all` tells which words are common. Pure: built once, asked often.
 */
export function createServiceIndex(
  services: Iterable<Service>,
  all: Iterable<Service>,
): (words: readonly Word[]) => ServiceMatch | null {
  const informationIn = createInformation(all)
  const phrases: Phrase[] = []
  const phrasesWith = new Map<string, number[]>()
  for (const service of services) {
    for (const { terms, isName } of phrasesOf(service)) {
      const weight = terms.reduce((sum, term) => sum + informationIn(term), 0)
      if (weight < leastEvidence) continue
      for (const term of terms) phrasesWith.set(term, [...(phrasesWith.get(term) ?? []), phrases.length])
      phrases.push({ service: service.id, weight, isName })
    }
  }
  const vocabulary = createVocabulary(phrasesWith.keys())

  return (words) => {
    const evidence = new Map<number, number>()
    for (const [term, certainty] of recognise(words, vocabulary)) {
      for (const phrase of phrasesWith.get(term) ?? [])
        evidence.set(phrase, (evidence.get(phrase) ?? 0) + informationIn(term) * certainty)
    }
    let best: ServiceMatch | null = null
    for (const [position, met] of evidence) {
      const { service, weight, isName } = phrases[position]!
      const coverage = met / weight
      if (met < leastEvidence || coverage < leastCoverage || coverage <= (best?.coverage ?? 0)) continue
      best = { service, coverage, named: isName && coverage > 0.999 }
    }
    return best
  }
}

/** The known terms of a text, each with how certain the reading is. */
function recognise(
  words: readonly Word[],
  vocabulary: ReturnType<typeof createVocabulary>,
): Map<string, number> {
  const found = new Map<string, number>()
  for (const { word } of words) {
    const term = stem(word)
    if (vocabulary.has(term)) found.set(term, 1)
    else if (!stopWords.has(word)) {
      const guess = vocabulary.correct(term)
      if (guess && !found.has(guess)) found.set(guess, slipCertainty)
    }
  }
  return found
}

function phrasesOf({ names, aliases, situations }: Service): { terms: string[]; isName: boolean }[] {
  return [
    ...[...splitName(names.id), names.en, ...aliases].map((text) => ({ terms: termsOf(text), isName: true })),
    ...situations.map((text) => ({ terms: termsOf(text), isName: false })),
  ]
}

/** "Surat Izin Praktik Apoteker (SIPA)" is two names; so is "KRK dan IRK". */
function splitName(name: string): string[] {
  const inside = [...name.matchAll(/\(([^()]+)\)/g)].flatMap(([, text = '']) => text.split(/[,/]/))
  const outside = name.replace(/\([^()]*\)/g, ' ').split(/[:,/]| dan /)
  return [...outside, ...inside]
}

function termsOf(text: string): string[] {
  return [...new Set(normalise(text).map(({ word }) => stem(word)))].filter((term) => term.length > 1)
}

/** Inverse document frequency over the services' names; words of everyday talk count for little. */
function createInformation(services: Iterable<Service>): (term: string) => number {
  const all = [...services]
  const counts = new Map<string, number>()
  for (const service of all)
    for (const term of new Set(phrasesOf(service).flatMap(({ terms }) => terms)))
      counts.set(term, (counts.get(term) ?? 0) + 1)
  const common = new Set([...stopWords].map(stem))
  return (term) => Math.log(1 + all.length / (counts.get(term) ?? 1)) * (common.has(term) ? 0.1 : 1)
}

import type { Service } from '../catalogue.ts'
import { stopWords } from './lexicon/stop-words.ts'
import { normalise, stem, type Word } from './normalise.ts'
import { createVocabulary } from './vocabulary.ts'

export interface ServiceMatch {
  service: string
  /** How well the names and aliases are met, in information (nats); 0 is nothing. */
  evidence: number
  /** How much of the best single name or alias the text has, 0..1. */
  coverage: number
  /** The text has a whole name or alias of the service, spelt right. */
  named: boolean
  /** The citizen's own words that led here. */
  matched: string[]
}

/** A name of common words only, such as "bayar berapa", names nothing. */
const leastNameEvidence = 3

interface Phrase {
  terms: string[]
  weight: number
  /** A name or alias, not a description of a situation. */
  isName: boolean
}
interface Entry {
  service: string
  phrases: Phrase[]
  /** Terms of requirements, steps and the like: they support, they do not lead. */
  body: Set<string>
}

/** Finds services by the words of their names, aliases and facts. Pure: built once, asked often. */
export function createServiceIndex(services: Iterable<Service>): (words: readonly Word[]) => ServiceMatch[] {
  const entries = [...services].map(toEntry)
  const rarity = createRarity(entries)
  const vocabulary = createVocabulary(rarity.terms)
  const byTerm = groupByTerm(entries)

  return (words) => {
    const found = recognise(words, vocabulary)
    const candidates = new Set([...found.keys()].flatMap((term) => byTerm.get(term) ?? []))
    const matches = [...candidates].map((entry) => match(entry, found, rarity.of))
    return matches.filter(({ evidence }) => evidence > 0).sort((one, other) => other.evidence - one.evidence)
  }
}

/** The known terms of a text, each with the word it was written as and how certain the reading is. */
type Found = Map<string, { raw: string; certainty: number }>

function recognise(words: readonly Word[], vocabulary: ReturnType<typeof createVocabulary>): Found {
  const found: Found = new Map()
  const guesses = new Map<string, string | null>()
  for (const { raw, word } of words) {
    const term = stem(word)
    if (vocabulary.has(term)) {
      found.set(term, { raw, certainty: 1 })
      continue
    }
    if (stopWords.has(word)) continue
    const guess = guesses.get(term) ?? vocabulary.correct(term)
    guesses.set(term, guess)
    if (guess && !found.has(guess)) found.set(guess, { raw, certainty: 0.75 })
  }
  return found
}

function match(entry: Entry, found: Found, rarity: (term: string) => number): ServiceMatch {
  let best = { evidence: 0, coverage: 0, terms: [] as string[] }
  let named = false
  const met = new Set<string>()
  for (const { terms, weight, isName } of entry.phrases) {
    let total = 0
    let evidence = 0
    const hits: string[] = []
    for (const term of terms) {
      total += rarity(term)
      const certainty = found.get(term)?.certainty
      if (!certainty) continue
      evidence += rarity(term) * certainty
      hits.push(term)
      met.add(term)
    }
    const coverage = total > 0 ? evidence / total : 0
    if (isName && coverage === 1 && evidence >= leastNameEvidence) named = true
    const score = evidence * weight * (0.35 + 0.65 * coverage ** 2)
    if (score > best.evidence) best = { evidence: score, coverage, terms: hits }
  }
  const led = new Set(best.terms)
  let support = 0
  for (const term of met) if (!led.has(term)) support += 0.35 * rarity(term)
  let told = 0
  for (const term of entry.body) if (found.has(term) && !met.has(term)) told += 0.15 * rarity(term)
  const matched = [...new Set([...met].map((term) => found.get(term)?.raw ?? term))]
  return {
    service: entry.service,
    evidence: best.evidence > 0 ? best.evidence + Math.min(support, 3) + Math.min(told, 1.5) : 0,
    coverage: best.coverage,
    named,
    matched,
  }
}

function toEntry(service: Service): Entry {
  const { requirements, steps, place } = service.facts
  const phrases = [
    ...[...splitName(service.names.id), ...service.aliases].map((text) => toPhrase(text, 1, true)),
    toPhrase(service.names.en, 0.9, true),
    ...service.situations.map((text) => toPhrase(text, 0.9, false)),
  ]
  const told = [...requirements.value, ...steps.value, place.value ?? '', service.agency, service.notes]
  return {
    service: service.id,
    phrases: phrases.filter(({ terms }) => terms.length > 0),
    body: new Set(told.flatMap(termsOf)),
  }
}

function toPhrase(text: string, weight: number, isName: boolean): Phrase {
  return { terms: termsOf(text), weight, isName }
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

/** Inverse document frequency over the services; words of everyday talk count for little. */
function createRarity(entries: readonly Entry[]) {
  const counts = new Map<string, number>()
  const count = (term: string) => counts.set(term, (counts.get(term) ?? 0) + 1)
  for (const { phrases } of entries) new Set(phrases.flatMap(({ terms }) => terms)).forEach(count)
  // What only facts mention is counted there: a name is not made common by other services' requirements.
  const named = new Set(counts.keys())
  for (const { body } of entries) for (const term of body) if (!named.has(term)) count(term)
  const common = new Set([...stopWords].map(stem))
  const weights = new Map<string, number>()
  for (const [term, count] of counts) {
    const idf = Math.log(1 + entries.length / count)
    weights.set(term, common.has(term) ? 0.1 * idf : idf)
  }
  return { terms: counts.keys(), of: (term: string) => weights.get(term) ?? 0 }
}

function groupByTerm(entries: readonly Entry[]): Map<string, Entry[]> {
  const groups = new Map<string, Entry[]>()
  for (const entry of entries) {
    for (const term of new Set(entry.phrases.flatMap(({ terms }) => terms)))
      groups.set(term, [...(groups.get(term) ?? []), entry])
  }
  return groups
}

import { stopWords } from './lexicon/stop-words.ts'
import type { Word } from './normalise.ts'
import type { ServiceMatch } from './service-index.ts'
import type { TopicGuess } from './topic.ts'

/** Below this nothing is suggested: one common word is not a question about a permit. */
const leastEvidence = 2.9
const leastCoverage = 0.5

/** Is there enough in the text to think of this service at all? */
export function isEnough({ evidence, coverage }: ServiceMatch): boolean {
  return evidence >= leastEvidence && (coverage >= leastCoverage || evidence >= 2 * leastEvidence)
}

/** Half of the score is being right at all, half is being the only one. */
export function scoreOf(match: ServiceMatch, matches: readonly ServiceMatch[]): number {
  const closeness = Math.min(1, rivalOf(match, matches) / match.evidence)
  return (match.evidence / (match.evidence + 1)) * (1 - 0.5 * closeness ** 2)
}

/** Named in full, no other service near, one thing asked, and hardly a word left over. */
export function isClear(
  match: ServiceMatch,
  matches: readonly ServiceMatch[],
  topics: readonly TopicGuess[],
  words: readonly Word[],
): boolean {
  if (!match.named || match.coverage < 1 || rivalOf(match, matches) > 0.75 * match.evidence) return false
  if (topics.filter(({ weight }) => weight >= 2).length !== 1) return false
  const cues = topics.flatMap(({ matched }) => matched).join(' ')
  const led = new Set(match.matched)
  const content = words.filter(({ word }) => word.length > 2 && !stopWords.has(word) && !cues.includes(word))
  return content.filter(({ raw }) => !led.has(raw)).length <= content.length / 3
}

function rivalOf(match: ServiceMatch, matches: readonly ServiceMatch[]): number {
  return matches.find((other) => other !== match)?.evidence ?? 0
}

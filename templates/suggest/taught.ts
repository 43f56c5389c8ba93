import type { Library } from '../library.ts'
import { topics } from '../topics.ts'
import type { Recollection } from './memory.ts'
import { answerOf, byScore, leastScore, type Ranked } from './ranking.ts'

/**
 * The ranking as agents taught it. What they called wrong falls behind and never away; what they called right moves up,
 * and may come in. Where the network is silent (`ranked` empty), only what was answered to much the same question does.
 */
export function asTaught(
  ranked: readonly Ranked[],
  { shifts, lifted }: Recollection,
  library: Library,
): Ranked[] {
  if (shifts.size === 0) return [...ranked]
  const shifted = ranked.map((one) => {
    const shift = shifts.get(answerOf(one)) ?? 0
    return { ...one, score: Math.max(leastScore, Math.min(1, one.score + shift)) }
  })
  const known = new Set(ranked.map(answerOf))
  const added = [...shifts]
    .filter(([answer, shift]) => shift >= leastScore && !known.has(answer))
    .filter(([answer]) => ranked.length > 0 || lifted.has(answer))
    .flatMap(([answer, shift]) => toRanked(answer, shift, library))
  return [...shifted, ...added].sort(byScore)
}

/** None when the answer is no longer there, or may not be offered any more. */
function toRanked(answer: string, score: number, library: Library): Ranked[] {
  const [id = '', name] = answer.split('/')
  const service = library.services.get(id)
  const topic = topics.find((one) => one === name)
  if (!service || !topic || !library.isOffered(service) || library.statusOf(service) === 'expired') return []
  return [{ service, topic, score }]
}

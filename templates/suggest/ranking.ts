import type { Service } from '../catalogue.ts'
import type { Topic } from '../topics.ts'

export interface Offer {
  service: Service
  share: number
  /** For an expired rule: only what the service is can be told, not what was asked of the old one. */
  isStandIn: boolean
}
export interface Ranked {
  service: Service
  topic: Topic
  score: number
}

/** More take an agent's time. */
export const most = 5
/** Less likely ones only take an agent's time. */
export const leastScore = 0.02

/** Services and topics together, likeliest first. */
export function rank(offers: readonly Offer[], topics: ReadonlyMap<Topic, number>): Ranked[] {
  const likely = [...offers].sort((one, other) => other.share - one.share).slice(0, most)
  return likely
    .flatMap(({ service, share, isStandIn }): Ranked[] =>
      isStandIn
        ? [{ service, topic: 'umum', score: share }]
        : [...topics].map(([topic, part]) => ({ service, topic, score: share * part })),
    )
    .filter(({ score }) => score >= leastScore)
    .sort(byScore)
}

export function byScore(one: Ranked, other: Ranked): number {
  return other.score - one.score
}

export function answerOf({ service, topic }: Pick<Ranked, 'service' | 'topic'>): string {
  return `${service.id}/${topic}`
}

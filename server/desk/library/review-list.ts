import { isKnown, type Library, type Service } from '../../../templates/index.ts'
import type { ReviewItem } from '../../wire/library.ts'

/** So long before a date its service is on the review list. */
const noticeMs = 60 * 24 * 3600_000

/** The services that want a look: what is past its date first, then what soon will be, then what nobody has confirmed. */
export function reviewOf(library: Library, now = Date.now()): ReviewItem[] {
  const today = new Date(now).toISOString().slice(0, 10)
  const soon = new Date(now + noticeMs).toISOString().slice(0, 10)
  const items = [...library.services.values()].flatMap((service): ReviewItem[] => {
    if (service.status === 'expired') return [] // a rule that is gone is told of, and no longer tended
    const reason = reasonOf(service, today, soon)
    const unverified = Object.values(service.facts).filter((fact) => isKnown(fact) && !fact.verified).length
    if (reason === null && unverified === 0) return []
    const about = { service: service.id, path: `catalogue/${service.id}.yaml`, name: service.names.id }
    return [
      { ...about, owner: service.owner, unverified, ...(reason ?? { reason: 'unverified', date: null }) },
    ]
  })
  const order = ['expired', 'overdue', 'due-soon', 'unverified']
  return items.sort(
    (one, other) =>
      order.indexOf(one.reason) - order.indexOf(other.reason) ||
      (one.date ?? '').localeCompare(other.date ?? '') ||
      other.unverified - one.unverified ||
      one.name.localeCompare(other.name, 'id'),
  )
}

function reasonOf({ validUntil, reviewBy }: Service, today: string, soon: string) {
  if (validUntil !== null && validUntil < today) return { reason: 'expired', date: validUntil } as const
  if (reviewBy !== null && reviewBy < today) return { reason: 'overdue', date: reviewBy } as const
  const [next] = [validUntil, reviewBy].filter((date) => date !== null && date <= soon).sort()
  return next ? ({ reason: 'due-soon', date: next } as const) : null
}

import type { Ticket } from '../../../server/wire.ts'
import { Badge, type Tone } from '../../shared/badge.tsx'
import { useT } from '../contexts.ts'

const tones: Record<Ticket['status'], Tone> = {
  new: 'accent',
  open: 'brand',
  pending: 'plain',
  solved: 'success',
  closed: 'plain',
}

export function StatusBadge({ status }: { status: Ticket['status'] }) {
  const t = useT()
  return <Badge tone={tones[status]}>{t(`status_${status}`)}</Badge>
}

/** Only what differs from the usual is worth a mark. */
export function PriorityMark({ priority }: { priority: Ticket['priority'] }) {
  const t = useT()
  if (priority === 'normal' || priority === 'low') return null
  return <Badge tone="danger">{t(`priority_${priority}`)}</Badge>
}

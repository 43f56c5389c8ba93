import type { Ticket } from '../../../server/wire.ts'
import { Badge } from '../../shared/badge.tsx'
import { useT } from '../contexts.ts'

/** In words, with a dot for the eye. Whoever waits comes before what the status says, unless all is done. */
export function TicketState({ ticket }: { ticket: Ticket }) {
  const t = useT()
  const isDone = ticket.status === 'solved' || ticket.status === 'closed'
  if (ticket.waiting && !isDone) return <span class="state state--waiting">{t('waiting')}</span>
  return <span class={`state state--${ticket.status}`}>{t(`status_${ticket.status}`)}</span>
}

/** Only what differs from the usual is worth a mark. */
export function PriorityMark({ priority }: { priority: Ticket['priority'] }) {
  const t = useT()
  if (priority === 'normal' || priority === 'low') return null
  return <Badge tone="danger">{t(`priority_${priority}`)}</Badge>
}

import type { Later } from '../../../server/wire/later.ts'
import type { Ticket } from '../../../server/wire/ticket.ts'
import { Badge } from '../../shared/badge.tsx'
import { soonTime } from '../../shared/time.ts'
import { useDesk, useT } from '../contexts.ts'

/** In words, with a dot for the eye. Whoever waits comes before what the status says, unless all is done. */
export function TicketState({ ticket }: { ticket: Ticket }) {
  const t = useT()
  const isDone = ticket.status === 'solved' || ticket.status === 'closed'
  if (ticket.waiting && !isDone) return <span class="state state--waiting">{t('waiting')}</span>
  return <span class={`state state--${ticket.status}`}>{t(`status_${ticket.status}`)}</span>
}

/** An answer is written, and goes later or waits for a person. */
export function LaterMark({ later: { held, isBrief, sendAt } }: { later: Later }) {
  const t = useT()
  const { i18n, now } = useDesk()
  if (held) return <Badge tone="accent">{t('held')}</Badge>
  return (
    <span class="state state--later">
      {isBrief
        ? t('leavingSoon')
        : t('scheduledFor', { time: soonTime(sendAt, i18n.language.value, now.value) })}
    </span>
  )
}

/** Only what differs from the usual is worth a mark. */
export function PriorityMark({ priority }: { priority: Ticket['priority'] }) {
  const t = useT()
  if (priority === 'normal' || priority === 'low') return null
  return <Badge tone="danger">{t(`priority_${priority}`)}</Badge>
}

import type { LiveCall } from '../../../server/wire/call.ts'
import { useDesk, useT } from '../contexts.ts'
import { formatPhone } from '../lib/phone-number.ts'
import { formatPlace } from '../store/route.ts'

/** Who is on the line and about what; leads to their ticket. */
export function CallerName({ call, ticket }: LiveCall) {
  const t = useT()
  const { route } = useDesk()
  const number = call.number === null ? t('callHidden') : formatPhone(call.number)
  const place = formatPlace({ ...route.place.value, answers: null, mail: null, ticketId: ticket.id })
  return (
    <a class="call-bar__who" href={place}>
      <span class="call-bar__name">{ticket.contactName ?? number}</span>
      {ticket.contactName && <span class="call-bar__number">{number}</span>}
      <span class="call-bar__subject">{ticket.subject}</span>
    </a>
  )
}

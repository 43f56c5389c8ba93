/** A call that goes on about something earlier: its messages move into that ticket, and its own is closed. */
import { insertEvent } from '../../../db/events.ts'
import type { Tx } from '../../../db/index.ts'
import { moveCallsAndAnswers, moveMessages } from '../../../db/merging.ts'
import type { CallRow } from '../../../db/schema/calls.ts'
import type { TicketRow } from '../../../db/schema/tickets.ts'
import { findOtherUnsettled, findTicket, updateTicket } from '../../../db/tickets.ts'
import { noteEvent } from './call-events.ts'

const joinableMs = 30 * 24 * 3600_000

/** The contact's latest other ticket that is not done with; null when there is none. */
export async function findJoinable(tx: Tx, ticket: TicketRow, now: number): Promise<TicketRow | null> {
  return (await findOtherUnsettled(tx, ticket, now - joinableMs)) ?? null
}

/** Moves all that a call's own ticket holds; resolves with the ticket joined, as it is then. */
export async function joinTicket(
  tx: Tx,
  call: CallRow,
  from: TicketRow,
  to: TicketRow,
  now: number,
): Promise<TicketRow> {
  await moveMessages(tx, from.id, to.id, now)
  await moveCallsAndAnswers(tx, from.id, to.id)
  const status = to.status === 'new' ? 'new' : 'open'
  await updateTicket(tx, to.id, { is_waiting: 1, status, last_message_at: now })
  await updateTicket(tx, from.id, { status: 'closed', is_waiting: 0, possible_follow_up_of: to.id })
  await noteEvent(tx, from, call, { kind: 'joined', number: to.number }, now)
  const joined = (await findTicket(tx, to.id)) ?? to
  await noteEvent(tx, joined, call, { kind: 'joined', number: to.number }, now)
  for (const ticketId of [from.id, to.id]) await insertEvent(tx, { type: 'ticket:changed', ticketId, now })
  return joined
}

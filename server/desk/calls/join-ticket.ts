/** A call that goes on about something earlier: its messages move into that ticket, and its own is closed. */
import { insertEvent } from '../../../db/events.ts'
import type { Tx } from '../../../db/index.ts'
import { updateMessage } from '../../../db/messages.ts'
import { listMessages } from '../../../db/threads.ts'
import type { CallRow } from '../../../db/schema/calls.ts'
import type { TicketRow } from '../../../db/schema/tickets.ts'
import { addToSearch } from '../../../db/search.ts'
import { findTicket, nextSeq, updateTicket } from '../../../db/tickets.ts'
import { noteEvent } from './call-events.ts'

const mostMessages = 10_000
const joinableMs = 30 * 24 * 3600_000

/** The contact's latest other ticket that is not done with; null when there is none. */
export async function findJoinable(tx: Tx, ticket: TicketRow, now: number): Promise<TicketRow | null> {
  const found = await tx
    .selectFrom('tickets')
    .selectAll()
    .where('contact_id', '=', ticket.contact_id)
    .where('id', '<>', ticket.id)
    .where('status', 'in', ['new', 'open', 'pending'])
    .where('last_message_at', '>', now - joinableMs)
    .orderBy('last_message_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  return found ?? null
}

/** Moves all that a call's own ticket holds; resolves with the ticket joined, as it is then. */
export async function joinTicket(
  tx: Tx,
  call: CallRow,
  from: TicketRow,
  to: TicketRow,
  now: number,
): Promise<TicketRow> {
  for (const message of await listMessages(tx, from.id, { limit: mostMessages })) {
    const seq = await nextSeq(tx, to.id, { updated_at: now, last_message_at: now })
    await updateMessage(tx, message.id, { ticket_id: to.id, seq })
    await addToSearch(tx, to.id, message.text)
    await insertEvent(tx, { type: 'message:created', ticketId: to.id, messageId: message.id, now })
  }
  for (const table of ['calls', 'outbox', 'put_off', 'suggestion_fates'] as const)
    await tx.updateTable(table).set({ ticket_id: to.id }).where('ticket_id', '=', from.id).execute()
  await updateTicket(tx, to.id, { is_waiting: 1, status: to.status === 'new' ? 'new' : 'open' })
  await updateTicket(tx, from.id, { status: 'closed', is_waiting: 0, possible_follow_up_of: to.id })
  await noteEvent(tx, from, call, { kind: 'joined', number: to.number }, now)
  const joined = (await findTicket(tx, to.id)) ?? to
  await noteEvent(tx, joined, call, { kind: 'joined', number: to.number }, now)
  for (const ticketId of [from.id, to.id]) await insertEvent(tx, { type: 'ticket:changed', ticketId, now })
  return joined
}

/** What happens in a call stands in its ticket's thread: as words, and as data for screens in another language. */
import type { Tx } from '../../../db/index.ts'
import { insertEvent } from '../../../db/events.ts'
import type { CallRow } from '../../../db/schema/calls.ts'
import type { MessageRow } from '../../../db/schema/messages.ts'
import type { TicketRow } from '../../../db/schema/tickets.ts'
import { appendNote } from '../thread.ts'
import type { CallEvent } from '../../wire/call.ts'
import { wordsOf } from './call-words.ts'

/** Appends one to the thread, within the caller's transaction. Nobody waits for it. */
export async function noteEvent(
  tx: Tx,
  ticket: TicketRow,
  call: Pick<CallRow, 'id'>,
  event: Omit<CallEvent, 'call'>,
  now: number,
): Promise<MessageRow> {
  return appendNote(tx, ticket, {
    channel: 'voice',
    text: wordsOf(event),
    call_event: JSON.stringify({ call: call.id, ...event }),
    created_at: now,
  })
}

/** The card of the call has changed on every screen. */
export async function tellCard(tx: Tx, call: CallRow, now: number): Promise<void> {
  await insertEvent(tx, {
    type: 'message:changed',
    ticketId: call.ticket_id,
    messageId: call.message_id,
    now,
  })
}

export function eventIn(text: string | null): CallEvent | null {
  return text === null ? null : (JSON.parse(text) as CallEvent)
}

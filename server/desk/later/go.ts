import { insertEvent } from '../../../db/events.ts'
import type { Tx } from '../../../db/index.ts'
import { changeMessage, findMessage } from '../../../db/messages.ts'
import { takeDuePutOff } from '../../../db/put-off.ts'
import { hasInboundAfter } from '../../../db/said.ts'
import type { MessageRow } from '../../../db/schema/messages.ts'
import type { PutOffRow } from '../../../db/schema/outbox.ts'
import type { TicketRow } from '../../../db/schema/tickets.ts'
import { lockTicket, nextSeq, updateTicket } from '../../../db/tickets.ts'
import { answered } from '../answered.ts'
import { queueMessage } from '../queue-message.ts'
import { firstWords } from '../thread.ts'

/**
 * An answer whose time has come becomes one: it goes into the outbox, and stands in the thread where it is said. Gives
 * it back with its ticket as it was before; null when it was taken back, moved or held back meanwhile.
 */
export async function go(
  tx: Tx,
  due: PutOffRow,
  mailDomain: string,
  now: number,
): Promise<{ message: MessageRow; before: TicketRow } | null> {
  // Locked first: whoever writes into this thread comes before or after, and counts or does not.
  const ticket = await lockTicket(tx, due.ticket_id)
  const written = await findMessage(tx, due.message_id)
  const taken = await takeDuePutOff(tx, due.message_id, now)
  if (!ticket || !written || !taken) return null
  const seq = ticket.last_seq === written.seq ? written.seq : await nextSeq(tx, ticket.id, {})
  const message = await changeMessage(tx, written.id, { direction: 'outbound', seq, created_at: now })
  const isOvertaken = await hasInboundAfter(tx, ticket.id, taken.seen_seq)
  const { answer, text } = message
  await updateTicket(tx, ticket.id, {
    ...answered(ticket, { at: now, answer, thenStatus: isOvertaken ? null : taken.then_status }),
    ...(isOvertaken ? { is_waiting: 1 } : {}),
    updated_at: now,
    last_message_at: now,
    preview: firstWords(text),
  })
  const to = { address: taken.to_address, name: taken.to_name }
  await queueMessage(tx, { ticket, message, to, mailDomain, now })
  await insertEvent(tx, { type: 'message:changed', ticketId: ticket.id, messageId: message.id, now })
  await insertEvent(tx, { type: 'ticket:changed', ticketId: ticket.id, now })
  return { message, before: ticket }
}

import { randomUUID } from 'node:crypto'
import type { Tx } from '../../db/index.ts'
import { rememberMailIds } from '../../db/mail-ids.ts'
import { updateMessage } from '../../db/messages.ts'
import { deleteUnclaimed, insertOutbox } from '../../db/outbox.ts'
import type { MessageRow } from '../../db/schema/messages.ts'
import type { TicketRow } from '../../db/schema/tickets.ts'
import { reachedBy } from './mail/copies.ts'

/** Puts a message into the outbox, in the transaction in which it is written. */
export async function queueMessage(
  tx: Tx,
  queued: {
    ticket: TicketRow
    message: MessageRow
    to: { address: string; name: string | null }
    /** Right-hand side of the Message-IDs we make. */
    mailDomain: string
    now: number
  },
): Promise<void> {
  const { ticket, message, to, mailDomain, now } = queued
  // Fixed before the first try, so that a receiver can tell a repeat (RFC 5322 §3.6.4).
  const mailMessageId =
    message.channel === 'email' ? `tanya.${ticket.number}.${randomUUID()}@${mailDomain}` : null
  if (mailMessageId) {
    // Whoever was reached before is not sent it twice, unless a person sends it again to them.
    const reached = JSON.stringify(reachedBy(message).filter((address) => address !== to.address))
    await updateMessage(tx, message.id, {
      provider_id: mailMessageId,
      ...(message.reached !== null && { reached }),
    })
    // A copy that still waited to be tried goes with it.
    await deleteUnclaimed(tx, message.id)
    await rememberMailIds(tx, ticket.id, [mailMessageId])
  }
  await insertOutbox(tx, {
    message_id: message.id,
    ticket_id: ticket.id,
    channel: message.channel,
    to_address: to.address,
    to_name: to.name,
    mail_message_id: mailMessageId,
    next_attempt_at: now,
  })
}

/**
 * A bounce that names no mail of ours, as old servers write them: only that something to this address did not arrive.
 * Anybody could write such a one, so no answer fails by it and no address is marked: an officer is told, and looks.
 */
import { explainBounce, type Bounce } from '../../../channels/email/index.ts'
import { findTicketsThatWroteTo } from '../../../db/answers-sent.ts'
import { insertEvent } from '../../../db/events.ts'
import type { Tx } from '../../../db/index.ts'
import type { MessageRow } from '../../../db/schema/messages.ts'
import { isNoted } from '../../../db/threads.ts'
import { findTicket } from '../../../db/tickets.ts'
import { storable } from '../storable.ts'
import { appendNote } from '../thread.ts'

/** RFC 5321 §4.5.4.1: a server tries for four or five days before it gives up. */
const newsForMs = 5 * 24 * 3600_000

/** Said in the one ticket that wrote there lately, once; null where there is none, or where it could be one of several. */
export async function noteUnnamedBounce(tx: Tx, bounce: Bounce | undefined): Promise<MessageRow | null> {
  if (!bounce?.permanent || bounce.originalMessageId !== null || bounce.recipient === null) return null
  const address = storable(bounce.recipient).toLowerCase()
  const now = Date.now()
  const found = await findTicketsThatWroteTo(tx, { address, since: now - newsForMs, limit: 2 })
  const ticket = found.length === 1 && found[0] ? await findTicket(tx, found[0]) : undefined
  if (!ticket) return null
  const text = `Sebuah server melaporkan bahwa surel kepada ${address} tidak sampai, tanpa menyebut surel yang mana. ${explainBounce(bounce)}`
  if (await isNoted(tx, ticket.id, { text, since: now - newsForMs })) return null
  const note = await appendNote(tx, ticket, { channel: 'email', text, created_at: now }, { is_waiting: 1 })
  await insertEvent(tx, { type: 'ticket:changed', ticketId: ticket.id, now })
  return note
}

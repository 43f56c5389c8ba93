/** How a citizen rates their chat: kept with it, and said in the thread. */
import { updateChat } from '../../db/chats.ts'
import { insertEvent } from '../../db/events.ts'
import type { Tx } from '../../db/index.ts'
import { updateMessage } from '../../db/messages.ts'
import { findSystemMessage } from '../../db/threads.ts'
import { findTicket } from '../../db/tickets.ts'
import { appendNote } from './thread.ts'
import { storable } from './storable.ts'

const ratingBegins = 'Warga menilai percakapan ini'

/** `score` from 1 to 5. Rating again says it anew, and replaces what was said before. */
export async function rateChat(tx: Tx, ticketId: number, score: number, said: string | null): Promise<void> {
  const comment = (said !== null && storable(said)) || null
  const ticket = await findTicket(tx, ticketId)
  if (!ticket) return
  await updateChat(tx, ticketId, { rating: score, rating_comment: comment })
  const now = Date.now()
  const text = `${ratingBegins} ${score} dari 5.${comment ? `\n“${comment}”` : ''}`
  const before = await findSystemMessage(tx, ticketId, ratingBegins)
  if (before) {
    await updateMessage(tx, before.id, { text })
    await insertEvent(tx, { type: 'message:changed', ticketId, messageId: before.id, now })
  } else await appendNote(tx, ticket, { channel: 'chat', text, created_at: now })
}

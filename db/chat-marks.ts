/** Up to where in a chat's thread the office has got what the citizen wrote, and has looked at it. */
import { sql } from 'kysely'
import type { Tx } from './db.ts'

export interface ChatMarks {
  deliveredSeq: number
  readSeq: number
}

/**
 * Marks all that stands in the thread now as delivered, and as read when somebody has looked. Marks only grow.
 * Resolves with them when that is news; null for it is none, or where there is no chat.
 */
export async function raiseChatMarks(tx: Tx, ticketId: number, isRead: boolean): Promise<ChatMarks | null> {
  const last = sql<number>`(select last_seq from tickets where id = ${ticketId})`
  const row = await tx
    .updateTable('chats')
    .set({ delivered_seq: last, ...(isRead && { read_seq: last }) })
    .where('ticket_id', '=', ticketId)
    .where(isRead ? 'read_seq' : 'delivered_seq', '<', last)
    .returning(['delivered_seq', 'read_seq'])
    .executeTakeFirst()
  return row ? { deliveredSeq: Number(row.delivered_seq), readSeq: Number(row.read_seq) } : null
}

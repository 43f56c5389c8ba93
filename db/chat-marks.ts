/** Up to where in a chat's thread each side has got what the other wrote, and has looked at it. */
import { sql } from 'kysely'
import type { Queryable, Tx } from './db.ts'
import type { DeliveryStateName } from './schema/messages.ts'

export interface ChatMarks {
  ticketId: number
  deliveredSeq: number
  readSeq: number
}

/**
 * Marks all that stands in these threads now as delivered, and as read when somebody has looked. Marks only grow.
 * Resolves with those for which that is news; tickets that are no chats are passed over.
 */
export async function raiseChatMarks(tx: Tx, ticketIds: number[], isRead: boolean): Promise<ChatMarks[]> {
  if (ticketIds.length === 0) return []
  const last = sql<number>`(select last_seq from tickets where tickets.id = chats.ticket_id)`
  const rows = await tx
    .updateTable('chats')
    .set({ delivered_seq: last, ...(isRead && { read_seq: last }) })
    .where('ticket_id', 'in', ticketIds)
    .where(isRead ? 'read_seq' : 'delivered_seq', '<', last)
    .returning(['ticket_id', 'delivered_seq', 'read_seq'])
    .execute()
  return rows.map((row) => ({
    ticketId: row.ticket_id,
    deliveredSeq: Number(row.delivered_seq),
    readSeq: Number(row.read_seq),
  }))
}

/** Ids of what the office wrote in a chat up to a place, and of which is not known yet that it got so far. */
export async function listUnmarked(
  db: Queryable,
  ticketId: number,
  upToSeq: number,
  state: 'delivered' | 'read',
): Promise<number[]> {
  const rows = await db
    .selectFrom('messages')
    .select('id')
    .where('ticket_id', '=', ticketId)
    .where('seq', '<=', upToSeq)
    .where('channel', 'in', ['chat', 'web'])
    .where('delivery_state', 'in', state === 'read' ? [...notDelivered, 'delivered'] : notDelivered)
    .execute()
  return rows.map(({ id }) => id)
}

const notDelivered: DeliveryStateName[] = ['queued', 'sending', 'sent']

import type { Queryable, Tx } from './db.ts'
import type { Schema } from './schema.ts'

export type ChatRow = Schema['chats']

export async function insertChat(tx: Tx, ticketId: number): Promise<void> {
  await tx
    .insertInto('chats')
    .values({ ticket_id: ticketId, token_version: 1, ended_at: null, rating: null, rating_comment: null })
    .onConflict((on) => on.column('ticket_id').doNothing())
    .execute()
}

export function findChat(db: Queryable, ticketId: number): Promise<ChatRow | undefined> {
  return db.selectFrom('chats').selectAll().where('ticket_id', '=', ticketId).executeTakeFirst()
}

export async function updateChat(tx: Tx, ticketId: number, change: Partial<ChatRow>): Promise<void> {
  await tx.updateTable('chats').set(change).where('ticket_id', '=', ticketId).execute()
}

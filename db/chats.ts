import type { Selectable } from 'kysely'
import type { Queryable, Tx } from './db.ts'
import { prepared } from './prepared.ts'
import type { Schema } from './schema/index.ts'

export type ChatRow = Selectable<Schema['chats']>

/** Where a visitor began: what agents see beside the chat. */
export interface VisitorOfChat {
  page: string | null
  device: string | null
  languages: string | null
  addressKey: string
}

export async function insertChat(tx: Tx, ticketId: number, visitor?: VisitorOfChat): Promise<void> {
  const begun = { ticket_id: ticketId, token_version: 1, ended_at: null, rating: null, rating_comment: null }
  const { page, device, languages, addressKey } = visitor ?? {}
  await tx
    .insertInto('chats')
    .values({ ...begun, page, device, visitor_language: languages, address_key: addressKey })
    .onConflict((on) => on.column('ticket_id').doNothing())
    .execute()
}

export function findChat(db: Queryable, ticketId: number): Promise<ChatRow | undefined> {
  return db.selectFrom('chats').selectAll().where('ticket_id', '=', ticketId).executeTakeFirst()
}

export async function updateChat(tx: Tx, ticketId: number, change: Partial<ChatRow>): Promise<void> {
  await tx.updateTable('chats').set(change).where('ticket_id', '=', ticketId).execute()
}

/** The key made before opens nothing any more. */
export async function raiseTokenVersion(tx: Tx, ticketId: number): Promise<void> {
  await tx
    .updateTable('chats')
    .set((eb) => ({ token_version: eb('token_version', '+', 1) }))
    .where('ticket_id', '=', ticketId)
    .execute()
}

/** Writing again takes an ended conversation up again. */
export async function resumeChat(tx: Tx, ticketId: number): Promise<void> {
  await clearEnd(tx, { ticketId })
}

const clearEnd = prepared((db, { ticketId }: { ticketId: number }) =>
  db
    .updateTable('chats')
    .set({ ended_at: null })
    .where('ticket_id', '=', ticketId)
    .where('ended_at', 'is not', null),
)

/** Tickets of chats that go on, in which something was said since `since` and no agent has answered; the first first. */
export function listUnansweredChats(
  db: Queryable,
  since: number,
): Promise<{ id: number; team_id: number | null }[]> {
  return db
    .selectFrom('tickets')
    .innerJoin('chats', 'chats.ticket_id', 'tickets.id')
    .select(['tickets.id', 'tickets.team_id'])
    .where('tickets.last_message_at', '>=', since)
    .where('tickets.channel', '=', 'chat')
    .where('tickets.first_replied_at', 'is', null)
    .where('tickets.status', 'in', ['new', 'open', 'pending'])
    .where('chats.ended_at', 'is', null)
    .orderBy('tickets.id')
    .execute()
}

/** Ids of chats in which a citizen wrote last, since `since`. */
export async function listWaitingChats(db: Queryable, since: number): Promise<number[]> {
  const rows = await db
    .selectFrom('tickets')
    .select('id')
    .where('last_message_at', '>=', since)
    .where('channel', '=', 'chat')
    .where('is_waiting', '=', 1)
    .execute()
  return rows.map(({ id }) => id)
}

/** How many milliseconds the latest chats waited for their first answer, at most `limit` of those begun since `since`. */
export async function listFirstReplyTimes(db: Queryable, since: number, limit: number): Promise<number[]> {
  const rows = await db
    .selectFrom('tickets')
    .select((eb) => eb('first_replied_at', '-', eb.ref('created_at')).as('ms'))
    .where('created_at', '>=', since)
    .where('channel', '=', 'chat')
    .where('first_replied_at', 'is not', null)
    .orderBy('created_at', 'desc')
    .limit(limit)
    .execute()
  return rows.map((row) => Number(row.ms))
}

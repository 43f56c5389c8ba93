/** What citizen and office told each other in a thread, and in which order. */
import type { Queryable } from './db.ts'
import type { MessageRow } from './schema/messages.ts'

/** The last that a citizen and the office told each other; what the system sent by itself does not count. */
export function findLatestSaid(db: Queryable, ticketId: number): Promise<MessageRow | undefined> {
  return said(db, ticketId).orderBy('seq', 'desc').limit(1).executeTakeFirst()
}

export function findFirstAnswer(db: Queryable, ticketId: number): Promise<MessageRow | undefined> {
  return said(db, ticketId).where('direction', '=', 'outbound').orderBy('seq').limit(1).executeTakeFirst()
}

export function findLatestAnswer(db: Queryable, ticketId: number): Promise<MessageRow | undefined> {
  return said(db, ticketId)
    .where('direction', '=', 'outbound')
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst()
}

/**
 * What a citizen or an agent wrote after a message. An answer that was put off takes its place when it goes, but stood
 * in the thread, for whoever looked, since it was written: so both place and id have to be later.
 */
export function findNewerOfSomebody(
  db: Queryable,
  { id, ticket_id: ticketId, seq }: MessageRow,
): Promise<Pick<MessageRow, 'id'> | undefined> {
  return db
    .selectFrom('messages')
    .select('id')
    .where('ticket_id', '=', ticketId)
    .where('seq', '>', seq)
    .where('id', '>', id)
    .where('author_kind', '!=', 'system')
    .limit(1)
    .executeTakeFirst()
}

/** Whether the citizen wrote after this place. */
export async function hasInboundAfter(db: Queryable, ticketId: number, seq: number): Promise<boolean> {
  const row = await db
    .selectFrom('messages')
    .select('id')
    .where('ticket_id', '=', ticketId)
    .where('seq', '>', seq)
    .where('direction', '=', 'inbound')
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

function said(db: Queryable, ticketId: number) {
  return db
    .selectFrom('messages')
    .selectAll()
    .where('ticket_id', '=', ticketId)
    .where('direction', '!=', 'internal')
    .where('author_kind', '!=', 'system')
}

/** The messages of one ticket, in order. */
import { sql } from 'kysely'
import type { Queryable } from './db.ts'
import type { MessageRow } from './schema/messages.ts'

/** A thread in order, from after `afterSeq`; `isPublic` leaves out internal notes, and copies of what stands there. */
export function listMessages(
  db: Queryable,
  ticketId: number,
  options: { afterSeq?: number; limit: number; isPublic?: boolean },
): Promise<MessageRow[]> {
  let query = db
    .selectFrom('messages')
    .selectAll()
    .where('ticket_id', '=', ticketId)
    .where('seq', '>', options.afterSeq ?? 0)
  if (options.isPublic) query = query.where('direction', '!=', 'internal').where('copy_of', 'is', null)
  return query.orderBy('seq').limit(options.limit).execute()
}

/** What the system itself noted in a thread with these first words. */
export function findSystemMessage(
  db: Queryable,
  ticketId: number,
  begins: string,
): Promise<MessageRow | undefined> {
  return db
    .selectFrom('messages')
    .selectAll()
    .where('ticket_id', '=', ticketId)
    .where('author_kind', '=', 'system')
    .where('text', 'like', `${begins}%`)
    .executeTakeFirst()
}

/** Whether the system noted just this in a thread since `since`. */
export async function isNoted(
  db: Queryable,
  ticketId: number,
  note: { text: string; since: number },
): Promise<boolean> {
  const before = await db
    .selectFrom('messages')
    .select('id')
    .where('ticket_id', '=', ticketId)
    .where('author_kind', '=', 'system')
    .where('text', '=', note.text)
    .where('created_at', '>', note.since)
    .executeTakeFirst()
  return before !== undefined
}

/** How many answers of citizens' machines were put into a thread as notes. */
export async function countAutoReplies(db: Queryable, ticketId: number): Promise<number> {
  const row = await db
    .selectFrom('messages')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('ticket_id', '=', ticketId)
    .where('direction', '=', 'internal')
    .where('author_kind', '=', 'contact')
    .executeTakeFirst()
  return Number(row?.count ?? 0)
}

export function lastInboundMessages(db: Queryable, ticketId: number, limit: number): Promise<MessageRow[]> {
  return db
    .selectFrom('messages')
    .selectAll()
    .where('ticket_id', '=', ticketId)
    .where('direction', '=', 'inbound')
    .orderBy('seq', 'desc')
    .limit(limit)
    .execute()
}

/**
 * The mails of a thread before one of its messages, the newest first: what came in and what an officer sent. Of each
 * text as many characters as are asked for.
 */
export function listExchangedMails(
  db: Queryable,
  before: Pick<MessageRow, 'ticket_id' | 'seq'>,
  { limit, characters }: { limit: number; characters: number },
) {
  return db
    .selectFrom('messages')
    .select(['direction', 'author_name', 'from_address', 'cc', 'auth', 'created_at'])
    .select(sql<string>`substr(text, 1, ${characters})`.as('text'))
    .where('ticket_id', '=', before.ticket_id)
    .where('seq', '<', before.seq)
    .where('channel', '=', 'email')
    .where('author_kind', '!=', 'system')
    .where(({ or, eb }) =>
      or([
        eb('direction', '=', 'inbound'),
        eb('direction', '=', 'outbound').and('delivery_state', 'in', ['sent', 'delivered', 'read']),
      ]),
    )
    .orderBy('seq', 'desc')
    .limit(limit)
    .execute()
}

/** Where an agent last answered before a place in the thread; 0 when nobody has. */
export async function lastAnsweredSeq(db: Queryable, ticketId: number, before: number): Promise<number> {
  const row = await db
    .selectFrom('messages')
    .select('seq')
    .where('ticket_id', '=', ticketId)
    .where('direction', '=', 'outbound')
    .where('author_kind', '=', 'agent')
    .where('seq', '<', before)
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.seq ?? 0
}

/** Answers in a chat that the citizen has not read, and that were carried nowhere else. */
import { sql } from 'kysely'
import type { Queryable } from './db.ts'
import type { IdentityRow } from './schema/contacts.ts'
import type { MessageRow } from './schema/messages.ts'

/** Tickets with such an answer written between `since` and `until`, whose contact can be reached by one of these kinds. */
export async function ticketsWithUnread(
  db: Queryable,
  span: { since: number; until: number },
  kinds: readonly IdentityRow['kind'][],
  limit: number,
): Promise<number[]> {
  if (kinds.length === 0) return []
  // The index is partial, and bound values would hide from SQLite that it covers the query.
  const rows = await db
    .selectFrom('messages')
    .innerJoin('tickets', 'tickets.id', 'messages.ticket_id')
    .select('messages.ticket_id')
    .distinct()
    .where('messages.channel', '=', sql.lit('chat'))
    .where('messages.direction', '=', sql.lit('outbound'))
    .where('messages.author_kind', '=', sql.lit('agent'))
    .where('messages.delivery_state', 'in', [sql.lit('sent' as const), sql.lit('delivered' as const)])
    .where('messages.created_at', '>', span.since)
    .where('messages.created_at', '<=', span.until)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('messages as copies')
            .select('copies.id')
            .whereRef('copies.ticket_id', '=', 'messages.ticket_id')
            .whereRef('copies.copy_of', '>=', 'messages.id'),
        ),
      ),
    )
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('identities')
          .select('identities.id')
          .whereRef('identities.contact_id', '=', 'tickets.contact_id')
          .where('identities.kind', 'in', kinds),
      ),
    )
    .limit(limit)
    .execute()
  return rows.map((row) => row.ticket_id)
}

/** A ticket's answers that nobody has read since the last that was carried elsewhere, in order. */
export async function listUnreadAnswers(db: Queryable, ticketId: number): Promise<MessageRow[]> {
  const copy = await db
    .selectFrom('messages')
    .select((eb) => eb.fn.max('copy_of').as('last'))
    .where('ticket_id', '=', ticketId)
    .where('copy_of', 'is not', null)
    .executeTakeFirst()
  return db
    .selectFrom('messages')
    .selectAll()
    .where('ticket_id', '=', ticketId)
    .where('channel', '=', 'chat')
    .where('direction', '=', 'outbound')
    .where('author_kind', '=', 'agent')
    .where('delivery_state', 'in', ['sent', 'delivered'])
    .where('id', '>', Number(copy?.last ?? 0))
    .orderBy('seq')
    .execute()
}

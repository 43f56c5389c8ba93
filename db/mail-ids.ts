import { sql } from 'kysely'
import type { Queryable, Tx } from './db.ts'
import { prepared } from './prepared.ts'
import type { TicketRow } from './schema/tickets.ts'

/** Remembers that these Message-IDs belong to a ticket, so that whoever answers one of them joins it. */
export async function rememberMailIds(tx: Tx, ticketId: number, messageIds: string[]): Promise<void> {
  for (const id of new Set(messageIds)) {
    if (id !== '') await insertMailId(tx, { message_id: id, ticket_id: ticketId })
  }
}

const insertMailId = prepared((db, known: { message_id: string; ticket_id: number }) =>
  db
    .insertInto('mail_ids')
    .values(known)
    .onConflict((on) => on.columns(['message_id', 'ticket_id']).doNothing()),
)

/** Tickets that know one of these ids, the newest first. */
export async function findTicketsByMailIds(db: Queryable, messageIds: string[]): Promise<TicketRow[]> {
  return messageIds.length === 0 ? [] : selectByMailIds(db, { messageIds })
}

const selectByMailIds = prepared((db, { messageIds }: { messageIds: string[] }) =>
  db
    .selectFrom('tickets')
    .selectAll()
    .where('id', 'in', (eb) =>
      eb.selectFrom('mail_ids').select('ticket_id').where('message_id', 'in', messageIds),
    )
    .orderBy('id', 'desc')
    .limit(sql.lit(20)),
)

/**
 * The thread's Message-IDs in the order of their messages: what goes into References. What the system sent by itself
 * is left out: an officer answers the citizen, not our own acknowledgement.
 */
export async function listThreadMailIds(db: Queryable, ticketId: number, limit: number): Promise<string[]> {
  const rows = await db
    .selectFrom('messages')
    .select(['external_id', 'provider_id', 'direction'])
    .where('ticket_id', '=', ticketId)
    .where('channel', '=', 'email')
    .where('direction', '!=', 'internal')
    .where('author_kind', '!=', 'system')
    .orderBy('seq', 'desc')
    .limit(limit)
    .execute()
  return rows
    .map((row) => (row.direction === 'outbound' ? row.provider_id : row.external_id))
    .filter((id): id is string => id !== null)
    .reverse()
}

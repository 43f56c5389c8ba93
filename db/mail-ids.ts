import type { Queryable, Tx } from './index.ts'
import type { TicketRow } from './schema.ts'

/** Remembers that these Message-IDs belong to a ticket, so that whoever answers one of them joins it. */
export async function rememberMailIds(tx: Tx, ticketId: number, messageIds: string[]): Promise<void> {
  const unique = [...new Set(messageIds)].filter((id) => id !== '')
  if (unique.length === 0) return
  await tx
    .insertInto('mail_ids')
    .values(unique.map((id) => ({ message_id: id, ticket_id: ticketId })))
    .onConflict((on) => on.columns(['message_id', 'ticket_id']).doNothing())
    .execute()
}

/** Tickets that know one of these ids, the newest first. */
export function findTicketsByMailIds(db: Queryable, messageIds: string[]): Promise<TicketRow[]> {
  if (messageIds.length === 0) return Promise.resolve([])
  return db
    .selectFrom('tickets')
    .selectAll()
    .where('id', 'in', (eb) =>
      eb.selectFrom('mail_ids').select('ticket_id').where('message_id', 'in', messageIds),
    )
    .orderBy('id', 'desc')
    .limit(20)
    .execute()
}

/** The thread's Message-IDs in the order of their messages: what goes into References. */
export async function listThreadMailIds(db: Queryable, ticketId: number, limit: number): Promise<string[]> {
  const rows = await db
    .selectFrom('messages')
    .select(['external_id', 'provider_id', 'direction'])
    .where('ticket_id', '=', ticketId)
    .where('channel', '=', 'email')
    .where('direction', '!=', 'internal')
    .orderBy('seq', 'desc')
    .limit(limit)
    .execute()
  return rows
    .map((row) => (row.direction === 'outbound' ? row.provider_id : row.external_id))
    .filter((id): id is string => id !== null)
    .reverse()
}

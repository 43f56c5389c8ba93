import type { Queryable, Tx } from './index.ts'
import type { ChannelName, NewTicket, TicketRow } from './schema.ts'

export function findTicket(db: Queryable, id: number): Promise<TicketRow | undefined> {
  return db.selectFrom('tickets').selectAll().where('id', '=', id).executeTakeFirst()
}

export function findTickets(db: Queryable, ids: number[]): Promise<TicketRow[]> {
  if (ids.length === 0) return Promise.resolve([])
  return db.selectFrom('tickets').selectAll().where('id', 'in', ids).execute()
}

export function findTicketByNumber(db: Queryable, number: string): Promise<TicketRow | undefined> {
  return db.selectFrom('tickets').selectAll().where('number', '=', number).executeTakeFirst()
}

/** The contact's latest ticket of a channel in which anything was said since `since`. */
export function findLatestTicket(
  db: Queryable,
  contactId: number,
  channel: ChannelName,
  since: number,
): Promise<TicketRow | undefined> {
  return db
    .selectFrom('tickets')
    .selectAll()
    .where('contact_id', '=', contactId)
    .where('channel', '=', channel)
    .where('last_message_at', '>=', since)
    .orderBy('last_message_at', 'desc')
    .limit(1)
    .executeTakeFirst()
}

export function insertTicket(tx: Tx, ticket: NewTicket): Promise<TicketRow> {
  return tx.insertInto('tickets').values(ticket).returningAll().executeTakeFirstOrThrow()
}

export async function updateTicket(tx: Tx, id: number, change: Partial<TicketRow>): Promise<void> {
  await tx.updateTable('tickets').set(change).where('id', '=', id).execute()
}

/** Gives the next place in the thread. The row stays locked, so two messages never get one place. */
export async function nextSeq(tx: Tx, ticketId: number): Promise<number> {
  const row = await tx
    .updateTable('tickets')
    .set((eb) => ({ last_seq: eb('last_seq', '+', 1) }))
    .where('id', '=', ticketId)
    .returning('last_seq')
    .executeTakeFirstOrThrow()
  return row.last_seq
}

export function findTags(db: Queryable, ticketIds: number[]): Promise<{ ticket_id: number; tag: string }[]> {
  if (ticketIds.length === 0) return Promise.resolve([])
  return db
    .selectFrom('ticket_tags')
    .select(['ticket_id', 'tag'])
    .where('ticket_id', 'in', ticketIds)
    .orderBy('tag')
    .execute()
}

export async function replaceTags(tx: Tx, ticketId: number, tags: string[]): Promise<void> {
  await tx.deleteFrom('ticket_tags').where('ticket_id', '=', ticketId).execute()
  const unique = [...new Set(tags)]
  if (unique.length === 0) return
  await tx
    .insertInto('ticket_tags')
    .values(unique.map((tag) => ({ ticket_id: ticketId, tag })))
    .execute()
}

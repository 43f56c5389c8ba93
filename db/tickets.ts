import { sql } from 'kysely'
import type { Queryable, Tx } from './db.ts'
import { insertedRow } from './inserted.ts'
import { firstOrThrow, prepared } from './prepared.ts'
import type { NewTicket, TicketRow } from './schema/tickets.ts'
import type { ChannelName } from './schema/values.ts'

export async function findTicket(db: Queryable, id: number): Promise<TicketRow | undefined> {
  return (await selectTickets(db, { ids: [id] }))[0]
}

export async function findTickets(
  db: Queryable,
  ids: number[],
  ofChannel: { channel?: ChannelName } = {},
): Promise<TicketRow[]> {
  return ids.length === 0 ? [] : selectTickets(db, { ids, ...ofChannel })
}

const selectTickets = prepared((db, { ids, channel }: { ids: number[]; channel?: ChannelName }) => {
  const query = db.selectFrom('tickets').selectAll().where('id', 'in', ids)
  return channel === undefined ? query : query.where('channel', '=', channel)
})

/** In the order of the numbers; the unknown are left out. */
export async function findTicketsByNumber(db: Queryable, numbers: string[]): Promise<TicketRow[]> {
  if (numbers.length === 0) return []
  const rows = await db.selectFrom('tickets').selectAll().where('number', 'in', numbers).execute()
  return numbers.flatMap((number) => rows.filter((ticket) => ticket.number === number))
}

/** What tickets were about that went into these. */
export async function findMergedInto(
  db: Queryable,
  ids: number[],
): Promise<Pick<TicketRow, 'merged_into' | 'subject'>[]> {
  if (ids.length === 0) return []
  return db.selectFrom('tickets').select(['merged_into', 'subject']).where('merged_into', 'in', ids).execute()
}

export async function listTicketIdsOf(db: Queryable, contactId: number): Promise<number[]> {
  const rows = await db.selectFrom('tickets').select('id').where('contact_id', '=', contactId).execute()
  return rows.map((row) => row.id)
}

/** The latest other tickets of a ticket's contact. */
export function listOtherTickets(
  db: Queryable,
  { id, contact_id }: Pick<TicketRow, 'id' | 'contact_id'>,
  limit: number,
): Promise<TicketRow[]> {
  return db
    .selectFrom('tickets')
    .selectAll()
    .where('contact_id', '=', contact_id)
    .where('id', '!=', id)
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
}

/** The contact's latest other ticket that is not done with and in which anything was said after `since`. */
export function findOtherUnsettled(
  db: Queryable,
  { id, contact_id }: Pick<TicketRow, 'id' | 'contact_id'>,
  since: number,
): Promise<TicketRow | undefined> {
  return db
    .selectFrom('tickets')
    .selectAll()
    .where('contact_id', '=', contact_id)
    .where('id', '<>', id)
    .where('status', 'in', ['new', 'open', 'pending'])
    .where('last_message_at', '>', since)
    .orderBy('last_message_at', 'desc')
    .limit(1)
    .executeTakeFirst()
}

/** The contact's latest ticket in which a channel carried anything since `since`, either way, whatever way it came itself. */
export async function findCarriedBy(
  db: Queryable,
  contactId: number,
  channel: ChannelName,
  since: number,
): Promise<TicketRow | undefined> {
  return (await selectCarried(db, { contactId, channel, since }))[0]
}

const selectCarried = prepared(
  (db, { contactId, channel, since }: { contactId: number; channel: ChannelName; since: number }) =>
    db
      .selectFrom('tickets')
      .selectAll()
      .where('contact_id', '=', contactId)
      .where('last_message_at', '>=', since)
      .where(({ eb, or, exists, selectFrom }) =>
        or([
          // Of a ticket that came by it nobody need look through the thread, however long.
          eb('channel', '=', channel),
          exists(
            selectFrom('messages')
              .select('messages.id')
              .whereRef('messages.ticket_id', '=', 'tickets.id')
              .where('messages.channel', '=', channel)
              .where('messages.direction', '<>', 'internal')
              .where('messages.created_at', '>=', since),
          ),
        ]),
      )
      .orderBy('last_message_at', 'desc')
      .limit(sql.lit(1)),
)

/** What the contact's latest other ticket with anything said since `since` was about; null when nobody put it down. */
export async function findEarlierService(
  db: Queryable,
  { id, contact_id }: Pick<TicketRow, 'id' | 'contact_id'>,
  since: number,
): Promise<string | null> {
  return (await selectEarlierService(db, { id, contact_id, since }))[0]?.service ?? null
}

const selectEarlierService = prepared(
  (db, { id, contact_id, since }: { id: number; contact_id: number; since: number }) =>
    db
      .selectFrom('tickets')
      .select('service')
      .where('contact_id', '=', contact_id)
      .where('id', '<', id)
      .where('service', 'is not', null)
      .where('last_message_at', '>=', since)
      .orderBy('last_message_at', 'desc')
      .limit(sql.lit(1)),
)

export const insertTicket = insertedRow<NewTicket, TicketRow>('tickets')

export async function updateTicket(tx: Tx, id: number, change: Partial<TicketRow>): Promise<void> {
  await tx.updateTable('tickets').set(change).where('id', '=', id).execute()
}

/** The row as it stands, kept from other transactions until this one ends (an update that changes nothing locks). */
export function lockTicket(tx: Tx, id: number): Promise<TicketRow | undefined> {
  return tx.updateTable('tickets').set({ id }).where('id', '=', id).returningAll().executeTakeFirst()
}

/** An answer was lost: somebody must look at the ticket again, even when it was done with. */
export async function waitAgain(tx: Tx, id: number, now: number, leavesStatus: boolean): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('tickets')
    .set({
      is_waiting: 1,
      ...(!leavesStatus && {
        status: sql<'new' | 'open'>`case when status = 'new' then 'new' else 'open' end`,
      }),
      updated_at: now,
    })
    .where('id', '=', id)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** The answer at `seq` is on its way or there; nobody waits unless the citizen has written since. */
export async function stopWaiting(tx: Tx, id: number, seq: number, now: number): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('tickets')
    .set({ is_waiting: 0, updated_at: now })
    .where('id', '=', id)
    .where('is_waiting', '=', 1)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('messages')
            .select('id')
            .where('ticket_id', '=', id)
            .where('seq', '>', seq)
            .where('direction', '=', 'inbound'),
        ),
      ),
    )
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/**
 * Gives the next place in the thread, with what else becomes of the ticket by it. The row stays locked, so two
 * messages never get one place.
 */
export async function nextSeq(tx: Tx, id: number, change: Partial<TicketRow>): Promise<number> {
  await advance(tx, { ...change, id })
  return firstOrThrow(await selectSeq(tx, { id })).last_seq
}

const advance = prepared((db, { id, ...change }: Partial<TicketRow> & { id: number }) =>
  db
    .updateTable('tickets')
    .set((eb) => ({ ...change, last_seq: eb('last_seq', '+', 1) }))
    .where('id', '=', id),
)

const selectSeq = prepared((db, { id }: { id: number }) =>
  db.selectFrom('tickets').select('last_seq').where('id', '=', id),
)

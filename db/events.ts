import { sql } from 'kysely'
import { nextNumber } from './counters.ts'
import type { Queryable, Tx } from './db.ts'
import { prepared } from './prepared.ts'
import type { EventRow, EventType } from './schema/house.ts'

interface NewEvent {
  type: EventType
  ticketId: number
  messageId?: number
  now: number
}

/** Written in the transaction of what happened, so an event exists exactly when its change does. In this order. */
export async function insertEvent(tx: Tx, ...events: NewEvent[]): Promise<void> {
  const last = await nextNumber(tx, 'event', events.length)
  for (const [index, { type, ticketId, messageId = null, now }] of events.entries()) {
    const number = last - events.length + 1 + index
    await insertEvents(tx, { number, type, ticket_id: ticketId, message_id: messageId, created_at: now })
  }
}

const insertEvents = prepared((db, event: EventRow) => db.insertInto('events').values(event))

export const eventsAtOnce = 500

/** Up to `eventsAtOnce`. */
export function listEventsAfter(db: Queryable, number: number): Promise<EventRow[]> {
  return selectAfter(db, { number })
}

const selectAfter = prepared((db, { number }: { number: number }) =>
  db
    .selectFrom('events')
    .selectAll()
    .where('number', '>', number)
    .orderBy('number')
    .limit(sql.lit(eventsAtOnce)),
)

export async function latestEventNumber(db: Queryable): Promise<number> {
  const row = await db.selectFrom('counters').select('value').where('name', '=', 'event').executeTakeFirst()
  return row?.value ?? 0
}

export async function oldestEventNumber(db: Queryable): Promise<number | null> {
  const row = await db
    .selectFrom('events')
    .select((eb) => eb.fn.min('number').as('number'))
    .executeTakeFirst()
  return row?.number ?? null
}

export async function deleteEventsBefore(tx: Tx, time: number): Promise<void> {
  await tx.deleteFrom('events').where('created_at', '<', time).execute()
}

/** Messages whose sending is not over, or did not end well: the queue as people see it. */
import { sql } from 'kysely'
import type { Queryable } from './db.ts'
import type { DeliveryStateName } from './schema/messages.ts'
import type { ChannelName } from './schema/values.ts'

/** `scheduled` is queued for a time that has not come. */
export const unsettledStates = ['scheduled', 'queued', 'sending', 'failed', 'uncertain'] as const
export type UnsettledState = (typeof unsettledStates)[number]

export interface UnsettledRow {
  id: number
  ticket_id: number
  ticket_number: string
  ticket_subject: string
  contact_id: number
  channel: ChannelName
  author_name: string | null
  delivery_state: Exclude<UnsettledState, 'scheduled'> & DeliveryStateName
  delivery_error: string | null
  created_at: number
  to_address: string | null
  attempts: number | null
  next_attempt_at: number | null
}

const state = sql<UnsettledState>`case when put_off.message_id is null then messages.delivery_state else 'scheduled' end`

/** The newest first. Of those that ended badly, the ones written since `since`. */
export async function listUnsettled(
  db: Queryable,
  filter: { states: readonly UnsettledState[]; since: number; beforeId?: number | undefined },
  limit: number,
): Promise<UnsettledRow[]> {
  let query = unsettled(db, filter.since)
    .innerJoin('tickets', 'tickets.id', 'messages.ticket_id')
    .leftJoin('outbox', 'outbox.message_id', 'messages.id')
    .select([
      'messages.id',
      'messages.ticket_id',
      'tickets.number as ticket_number',
      'tickets.subject as ticket_subject',
      'tickets.contact_id',
      'messages.channel',
      'messages.author_name',
      'messages.delivery_state',
      'messages.delivery_error',
      'messages.created_at',
      (eb) => eb.fn.coalesce('put_off.to_address', 'outbox.to_address').as('to_address'),
      'outbox.attempts',
      'outbox.next_attempt_at',
    ])
    .where(state, 'in', filter.states)
  if (filter.beforeId !== undefined) query = query.where('messages.id', '<', filter.beforeId)
  const rows = await query.orderBy('messages.id', 'desc').limit(limit).execute()
  return rows as UnsettledRow[]
}

export async function countUnsettled(db: Queryable, since: number): Promise<Record<UnsettledState, number>> {
  const rows = await unsettled(db, since)
    .select((eb) => [state.as('state'), eb.fn.countAll<number>().as('n')])
    .groupBy(state)
    .execute()
  const none = { scheduled: 0, queued: 0, sending: 0, failed: 0, uncertain: 0 }
  return { ...none, ...Object.fromEntries(rows.map(({ state, n }) => [state, Number(n)])) }
}

/** Of those that ended badly since, the ones whose citizens wait still. */
export async function countStillWaiting(db: Queryable, since: number): Promise<number> {
  const row = await unsettled(db, since)
    .innerJoin('tickets', 'tickets.id', 'messages.ticket_id')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('messages.delivery_state', 'in', ['failed', 'uncertain'])
    .where('messages.author_kind', '=', 'agent')
    .where('tickets.is_waiting', '=', 1)
    .executeTakeFirstOrThrow()
  return Number(row.n)
}

/** The index of these states is partial, and bound values would hide from SQLite that it covers the query. */
function unsettled(db: Queryable, since: number) {
  return db
    .selectFrom('messages')
    .leftJoin('put_off', 'put_off.message_id', 'messages.id')
    .where(sql<boolean>`messages.delivery_state in ('queued', 'sending', 'failed', 'uncertain')`)
    .where(({ eb, or }) =>
      or([
        eb('messages.delivery_state', 'in', ['queued', 'sending']),
        eb('messages.created_at', '>=', since),
      ]),
    )
}

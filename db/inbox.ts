/** The one list of tickets: filtered, sorted, and paged by key, so that page 1,000 costs what page 1 does. */
import { sql, type Expression, type SqlBool } from 'kysely'
import type { Queryable } from './db.ts'
import type { TicketRow } from './schema/tickets.ts'
import type { ChannelName } from './schema/values.ts'
import { ticketsMatching } from './search.ts'

export interface InboxFilter {
  statuses?: TicketRow['status'][]
  channels?: ChannelName[]
  /** An agent's id, or null for tickets nobody has. */
  assigneeId?: number | null
  tag?: string
  service?: string
  words?: string
}
export interface InboxOrder {
  by: 'last_message_at' | 'created_at'
  direction: 'asc' | 'desc'
}
export interface InboxKey {
  at: number
  id: number
}

export function listTickets(
  db: Queryable,
  dialect: 'sqlite' | 'postgres',
  filter: InboxFilter,
  order: InboxOrder,
  limit: number,
  after: InboxKey | null,
): Promise<TicketRow[]> {
  let query = db.selectFrom('tickets').selectAll()
  if (filter.statuses) query = query.where('status', 'in', filter.statuses)
  if (filter.channels) query = query.where('channel', 'in', filter.channels)
  if (filter.assigneeId === null) query = query.where('assignee_id', 'is', null)
  else if (filter.assigneeId !== undefined) query = query.where('assignee_id', '=', filter.assigneeId)
  if (filter.service) query = query.where('service', '=', filter.service)
  if (filter.tag !== undefined) {
    const tag = filter.tag
    query = query.where('id', 'in', (eb) =>
      eb.selectFrom('ticket_tags').select('ticket_id').where('tag', '=', tag),
    )
  }
  if (filter.words !== undefined) {
    query = query.where('id', 'in', ticketsMatching(dialect, filter.words))
  }
  if (after) {
    const key = sql.ref(order.by)
    const beyond: Expression<SqlBool> =
      order.direction === 'desc'
        ? sql<SqlBool>`(${key}, id) < (${after.at}, ${after.id})`
        : sql<SqlBool>`(${key}, id) > (${after.at}, ${after.id})`
    query = query.where(beyond)
  }
  return query.orderBy(order.by, order.direction).orderBy('id', order.direction).limit(limit).execute()
}

/** How many tickets still want something: for the badges beside the views. */
export async function countOpen(
  db: Queryable,
  agentId: number,
): Promise<{ open: number; mine: number; unassigned: number }> {
  const row = await db
    .selectFrom('tickets')
    .select((eb) => [
      eb.fn.countAll<number>().as('open'),
      eb.fn.sum<number | null>(eb.case().when('assignee_id', '=', agentId).then(1).else(0).end()).as('mine'),
      eb.fn
        .sum<number | null>(eb.case().when('assignee_id', 'is', null).then(1).else(0).end())
        .as('unassigned'),
    ])
    .where('status', 'in', ['new', 'open', 'pending'])
    .executeTakeFirstOrThrow()
  return { open: Number(row.open), mine: Number(row.mine ?? 0), unassigned: Number(row.unassigned ?? 0) }
}

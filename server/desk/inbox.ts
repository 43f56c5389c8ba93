/** The inbox: the tickets that an agent asks for, page by page. */
import { listTickets, type InboxFilter, type InboxKey, type InboxOrder } from '../../db/inbox.ts'
import type { Db } from '../../db/index.ts'
import type { AgentRow } from '../../db/schema/agents.ts'
import { TanyaError } from '../errors.ts'
import { Channel } from '../wire/basics.ts'
import type { Page } from '../wire/page.ts'
import { Status, type Ticket, type TicketQuery } from '../wire/ticket.ts'
import { presentTickets } from './present/tickets.ts'

/** Throws `bad-request` for a filter or a cursor that is none. */
export async function listInbox(db: Db, agent: AgentRow, query: TicketQuery): Promise<Page<Ticket>> {
  const order = orderOf(query.sort ?? '-lastMessageAt')
  const rows = await listTickets(
    db.read,
    db.dialect,
    filterOf(query, agent),
    order,
    query.limit + 1,
    query.cursor === undefined ? null : decodeCursor(query.cursor),
  )
  const items = rows.slice(0, query.limit)
  const last = items.at(-1)
  return {
    items: await presentTickets(db.read, items),
    nextCursor: rows.length > query.limit && last ? encodeCursor({ at: last[order.by], id: last.id }) : null,
  }
}

function filterOf(query: TicketQuery, agent: AgentRow): InboxFilter {
  return {
    ...(query.status ? { statuses: parseList(query.status, Status.options, 'status') } : {}),
    ...(query.channel ? { channels: parseList(query.channel, Channel.options, 'channel') } : {}),
    ...(query.assignee ? { assigneeId: parseAssignee(query.assignee, agent) } : {}),
    ...(query.tag ? { tag: query.tag } : {}),
    ...(query.service ? { service: query.service } : {}),
    ...(query.q?.trim() ? { words: query.q } : {}),
  }
}

function parseList<T extends string>(text: string, known: readonly T[], path: string): T[] {
  const values = text.split(',').map((value) => value.trim())
  const wrong = values.find((value) => !(known as readonly string[]).includes(value))
  if (wrong !== undefined) throw badRequest(path, `must be of ${known.join(', ')}`)
  return values as T[]
}

function parseAssignee(text: string, agent: AgentRow): number | null {
  if (text === 'me') return agent.id
  if (text === 'none') return null
  if (!/^[1-9]\d{0,14}$/.test(text)) throw badRequest('assignee', 'must be an agent’s id, me or none')
  return Number(text)
}

function orderOf(sort: NonNullable<TicketQuery['sort']>): InboxOrder {
  return {
    by: sort.endsWith('createdAt') ? 'created_at' : 'last_message_at',
    direction: sort.startsWith('-') ? 'desc' : 'asc',
  }
}

function encodeCursor(key: InboxKey): string {
  return Buffer.from(`${key.at}.${key.id}`).toString('base64url')
}

function decodeCursor(cursor: string): InboxKey {
  const match = /^(\d{1,15})\.(\d{1,15})$/.exec(Buffer.from(cursor, 'base64url').toString())
  if (!match) throw badRequest('cursor', 'is not one of ours')
  return { at: Number(match[1]), id: Number(match[2]) }
}

function badRequest(path: string, message: string): TanyaError {
  return new TanyaError('bad-request', `${path} ${message}.`, { errors: [{ path, message }] })
}

/** Looking at the inbox and changing what a ticket is. */
import { listAgents } from '../../db/agents.ts'
import { resumeChat, updateChat } from '../../db/chats.ts'
import { insertEvent } from '../../db/events.ts'
import { listTickets, type InboxFilter, type InboxKey, type InboxOrder } from '../../db/inbox.ts'
import type { Db, Tx } from '../../db/index.ts'
import { noOffer } from '../../db/offers.ts'
import { findTicket, replaceTags, updateTicket } from '../../db/tickets.ts'
import type { AgentRow } from '../../db/schema/agents.ts'
import type { TicketRow } from '../../db/schema/tickets.ts'
import type { Library } from '../../templates/index.ts'
import { invalidField, notFound, TanyaError } from '../errors.ts'
import { Channel } from '../wire/basics.ts'
import type { Page } from '../wire/page.ts'
import { Status, type Ticket, type TicketPatch, type TicketQuery } from '../wire/ticket.ts'
import type { DeadlinesFor } from './deadlines.ts'
import type { Events } from './events.ts'
import { presentTickets } from './present/tickets.ts'

export function createTickets(deps: {
  db: Db
  events: Events
  library: Library
  deadlinesFor: DeadlinesFor
}) {
  const { db, events, library, deadlinesFor } = deps

  /** What becomes more urgent is due sooner, counted from when it came. */
  function newDeadlines(before: TicketRow, { priority }: TicketPatch): Partial<TicketRow> {
    if (priority === undefined || priority === before.priority) return {}
    return deadlinesFor({ ...before, priority })
  }

  return {
    async list(agent: AgentRow, query: TicketQuery): Promise<Page<Ticket>> {
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
        nextCursor:
          rows.length > query.limit && last ? encodeCursor({ at: last[order.by], id: last.id }) : null,
      }
    },

    /** Every agent of the office may see every ticket; the look-up is where that would change. */
    async find(_agent: AgentRow, id: number): Promise<TicketRow> {
      const ticket = await findTicket(db.read, id)
      if (!ticket) throw notFound('ticket')
      return ticket
    },

    /** Changes what is named; throws `not-found`, or `invalid` for an agent, team or service that does not exist. */
    async change(id: number, patch: TicketPatch): Promise<TicketRow> {
      if (patch.service && !library.services.has(patch.service)) throw unknownField('service')
      const ticket = await db.write(async (tx) => {
        const before = await findTicket(tx, id)
        if (!before) throw notFound('ticket')
        if (isNothing(patch)) return before
        if (patch.assigneeId && !(await listAgents(tx)).some((agent) => agent.id === patch.assigneeId))
          throw unknownField('assigneeId')
        if (
          patch.teamId &&
          !(await tx.selectFrom('teams').select('id').where('id', '=', patch.teamId).executeTakeFirst())
        ) {
          throw unknownField('teamId')
        }
        const now = Date.now()
        await updateTicket(tx, id, {
          ...columnsOf(patch),
          ...newDeadlines(before, patch),
          ...(patch.assigneeId !== undefined && before.offered_to !== null ? noOffer : {}),
          updated_at: now,
        })
        if (patch.tags) await replaceTags(tx, id, patch.tags)
        if (patch.status) await endOrResumeChat(tx, before, patch.status, now)
        await insertEvent(tx, { type: 'ticket:changed', ticketId: id, now })
        return findTicket(tx, id)
      })
      if (!ticket) throw notFound('ticket')
      events.pump()
      return ticket
    },
  }
}

export type Tickets = ReturnType<typeof createTickets>

const isNothing = (patch: TicketPatch) => Object.values(patch).every((value) => value === undefined)

/** Closing ends the conversation; `solved` does not, for the citizen may have one more question. */
async function endOrResumeChat(
  tx: Tx,
  before: TicketRow,
  status: TicketRow['status'],
  now: number,
): Promise<void> {
  if (before.channel !== 'chat' || before.status === status) return
  if (status === 'closed') await updateChat(tx, before.id, { ended_at: now })
  else if (before.status === 'closed') await resumeChat(tx, before.id)
}

function columnsOf(patch: TicketPatch): Partial<TicketRow> {
  const { status, priority, assigneeId, teamId, service, language } = patch
  const columns = { status, priority, assignee_id: assigneeId, team_id: teamId, service, language }
  return Object.fromEntries(Object.entries(columns).filter(([, value]) => value !== undefined))
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

function unknownField(path: string): TanyaError {
  return invalidField(path, `There is no such ${path}.`)
}

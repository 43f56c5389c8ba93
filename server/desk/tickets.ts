/** Looking at the inbox and changing what a ticket is. */
import { listAgents } from '../../db/agents.ts'
import { resumeChat, updateChat } from '../../db/chats.ts'
import { insertEvent } from '../../db/events.ts'
import type { Db, Tx } from '../../db/index.ts'
import { noOffer } from '../../db/offers.ts'
import { findTeams } from '../../db/teams.ts'
import { replaceTags } from '../../db/ticket-tags.ts'
import { findTicket, updateTicket } from '../../db/tickets.ts'
import type { AgentRow } from '../../db/schema/agents.ts'
import type { TicketRow } from '../../db/schema/tickets.ts'
import type { Library } from '../../templates/index.ts'
import { invalidField, notFound, type TanyaError } from '../errors.ts'
import type { TicketPatch, TicketQuery } from '../wire/ticket.ts'
import type { DeadlinesFor } from './deadlines.ts'
import { listInbox } from './inbox.ts'

export function createTickets(deps: { db: Db; library: Library; deadlinesFor: DeadlinesFor }) {
  const { db, library, deadlinesFor } = deps

  /** What becomes more urgent is due sooner, counted from when it came. */
  function newDeadlines(before: TicketRow, { priority }: TicketPatch): Partial<TicketRow> {
    if (priority === undefined || priority === before.priority) return {}
    return deadlinesFor({ ...before, priority })
  }

  return {
    list: (agent: AgentRow, query: TicketQuery) => listInbox(db, agent, query),

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
        if (patch.teamId && (await findTeams(tx, [patch.teamId])).length === 0) throw unknownField('teamId')
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

function unknownField(path: string): TanyaError {
  return invalidField(path, `There is no such ${path}.`)
}

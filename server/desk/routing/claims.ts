/** What an agent does with a chat that is, or could be, theirs: accept, decline, take over, hand over. */
import { findAgent, findAgents } from '../../../db/agents.ts'
import { insertEvent } from '../../../db/events.ts'
import type { Db, Tx } from '../../../db/index.ts'
import { forgetPasses, lockOffers, noOffer, notePass } from '../../../db/offers.ts'
import type { AgentRow } from '../../../db/schema/agents.ts'
import type { TicketRow } from '../../../db/schema/tickets.ts'
import { listTeams } from '../../../db/teams.ts'
import { findTicket, updateTicket } from '../../../db/tickets.ts'
import { invalidField, notFound, TanyaError } from '../../errors.ts'
import type { Transfer } from '../../wire/routing.ts'
import { appendMessage } from '../thread.ts'
import { seenForMs } from './at-desk.ts'
import { readRule } from './rule.ts'

export type Claims = ReturnType<typeof createClaims>

interface ClaimsDeps {
  db: Db
  /** There may be chats to give out. */
  onFreed: () => void
}

export function createClaims({ db, onFreed }: ClaimsDeps) {
  /** Reads the ticket under the lock, so that of two who are as quick one is first. */
  async function within(
    ticketId: number,
    work: (tx: Tx, ticket: TicketRow, now: number) => Promise<Partial<TicketRow> | null>,
  ): Promise<TicketRow> {
    const ticket = await db.write(async (tx) => {
      await lockOffers(tx)
      const before = await findTicket(tx, ticketId)
      if (!before) throw notFound('ticket')
      const now = Date.now()
      const columns = await work(tx, before, now)
      if (columns) {
        await updateTicket(tx, ticketId, { ...columns, updated_at: now })
        await insertEvent(tx, { type: 'ticket:changed', ticketId, now })
      }
      return findTicket(tx, ticketId)
    })
    if (!ticket) throw notFound('ticket')
    onFreed()
    return ticket
  }

  return {
    /** A chat offered to this agent, or nobody's, becomes theirs. Throws `conflict` when somebody else was first. */
    accept: (agent: AgentRow, ticketId: number) =>
      within(ticketId, async (_tx, ticket) => {
        if (ticket.assignee_id === agent.id && ticket.offered_to === null) return null
        const isFree = ticket.assignee_id === null && ticket.offered_to === null
        if (ticket.offered_to !== agent.id && !isFree)
          throw new TanyaError('conflict', 'A colleague has this chat already.')
        return { ...noOffer, assignee_id: agent.id }
      }),

    /** The next one is asked. What is offered to this agent no more is left as it is. */
    decline: (agent: AgentRow, ticketId: number) =>
      within(ticketId, async (tx, ticket, now) => {
        if (ticket.offered_to !== agent.id) return null
        await notePass(tx, { ticketId, agentId: agent.id, isDeclined: true, now })
        if (ticket.offered_by !== null)
          await say(tx, ticket, `${agent.name} tidak menerima obrolan ini.`, now)
        return noOffer
      }),

    /** Whosever it was, and whoever was asked. */
    takeOver: (agent: AgentRow, ticketId: number) =>
      within(ticketId, async (tx, ticket, now) => {
        if (ticket.assignee_id === agent.id && ticket.offered_to === null) return null
        const [before] = await findAgents(tx, ticket.assignee_id === null ? [] : [ticket.assignee_id])
        if (before && before.id !== agent.id)
          await say(tx, ticket, `${agent.name} mengambil alih dari ${before.name}.`, now)
        return { ...noOffer, assignee_id: agent.id }
      }),

    /**
     * A chat is offered to the colleague and stays where it is until they accept; any other ticket is theirs at
     * once. A team's tickets are nobody's until one of them takes it. Throws `invalid` for somebody who is not there.
     */
    transfer: (agent: AgentRow, ticketId: number, { agentId, teamId, note }: Transfer) =>
      within(ticketId, async (tx, ticket, now) => {
        const toTeam = teamId === undefined ? null : await teamNamed(tx, teamId)
        const to = agentId === undefined ? null : await colleague(tx, agentId, agent)
        if (ticket.channel === 'chat' && to && !isThere(to, now))
          throw invalidField('agentId', `${to.name} is not taking chats at present.`)
        const words = `Diteruskan kepada ${toTeam ? `tim ${toTeam.name}` : to?.name}${note ? `:\n${note}` : '.'}`
        await say(tx, ticket, words, now, agent)
        await forgetPasses(tx, ticketId)
        if (toTeam) {
          // Whoever gives it away is not asked for it.
          await notePass(tx, { ticketId, agentId: agent.id, isDeclined: true, now })
          return { ...noOffer, team_id: toTeam.id, assignee_id: null, is_waiting: 1 }
        }
        if (ticket.channel !== 'chat') return { assignee_id: to?.id ?? null }
        const { answerSeconds } = await readRule(tx)
        return { offered_to: to?.id ?? null, offered_by: agent.id, offer_until: now + answerSeconds * 1000 }
      }),
  }
}

function isThere({ availability, desk_seen_at }: AgentRow, now: number): boolean {
  return availability === 'available' && desk_seen_at !== null && desk_seen_at >= now - seenForMs
}

async function colleague(tx: Tx, id: number, self: AgentRow): Promise<AgentRow> {
  const agent = await findAgent(tx, id)
  if (!agent || agent.is_active !== 1) throw invalidField('agentId', 'There is no such agentId.')
  if (id === self.id) throw invalidField('agentId', 'Take it over instead.')
  return agent
}

async function teamNamed(tx: Tx, id: number): Promise<{ id: number; name: string }> {
  const team = (await listTeams(tx)).find((one) => one.id === id)
  if (!team) throw invalidField('teamId', 'There is no such teamId.')
  return team
}

/** In the thread, for colleagues alone. */
async function say(tx: Tx, ticket: TicketRow, text: string, now: number, by?: AgentRow): Promise<void> {
  await appendMessage(tx, ticket, {
    direction: 'internal',
    channel: ticket.channel,
    author_kind: by ? 'agent' : 'system',
    author_id: by?.id ?? null,
    author_name: by?.name ?? null,
    text,
    created_at: now,
  })
}

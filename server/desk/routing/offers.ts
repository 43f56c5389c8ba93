/** Offers of chats to agents: made by the rule, and taken back when they ran out. Both with the offers locked. */
import { listAllAgents } from '../../../db/agents.ts'
import { insertEvent } from '../../../db/events.ts'
import type { Tx } from '../../../db/index.ts'
import { forgetPasses, listOffers, listPasses, listUnclaimed, noOffer, notePass } from '../../../db/offers.ts'
import type { AgentRow } from '../../../db/schema/agents.ts'
import type { TicketRow } from '../../../db/schema/tickets.ts'
import { countChats, listAtDesk, markOffered } from '../../../db/staff.ts'
import { listTeams, type TeamRow } from '../../../db/teams.ts'
import { updateTicket } from '../../../db/tickets.ts'
import type { RoutingRule } from '../../wire/routing.ts'
import { appendNote } from '../thread.ts'
import { seenForMs } from './at-desk.ts'
import type { ChatTeams } from './chat-teams.ts'
import { chooseAgent, type Candidate, type Pass } from './choose.ts'

export type Offer = Awaited<ReturnType<typeof listOffers>>[number]

/** Whoever wrote nothing for a day has left. */
export const stillWaitingMs = 24 * 3600_000
/** A chat in which nobody said anything for so long keeps nobody busy. */
export const busyForMs = 3600_000
/** Whoever let a chat pass is asked again after so many offers' time. */
const missedForOffers = 4

/** Offers each chat that nobody has to whoever is next, and places it with its team. */
export async function makeOffers(
  tx: Tx,
  rule: RoutingRule,
  chatTeams: ChatTeams,
  now: number,
): Promise<void> {
  const unclaimed = await listUnclaimed(tx, now - stillWaitingMs)
  const teams = await listTeams(tx)
  const turns = await openTurns(tx, rule, unclaimed, now)
  for (const ticket of unclaimed) {
    // Its agent works here no more.
    const freed = ticket.assignee_id === null ? {} : { assignee_id: null }
    if (ticket.assignee_id !== null) await forgetPasses(tx, ticket.id)
    const team = chatTeams.of(ticket, teams)
    const placed = team && team.id !== ticket.team_id ? { team_id: team.id } : {}
    const agent = rule.mode === 'turns' ? turns.next(ticket, team) : null
    const offered = agent ? { offered_to: agent.id, offer_until: now + rule.answerSeconds * 1000 } : {}
    await change(tx, ticket, { ...freed, ...placed, ...offered }, now)
    if (agent) await turns.give(agent)
  }
}

/** Takes offers back that ran out, or whose agent went away. */
export async function takeBackOffers(tx: Tx, now: number): Promise<void> {
  const agents = await listAtDesk(tx, now - seenForMs)
  const over = (await listOffers(tx)).filter((offer) => isOver(offer, agents, now))
  const nameOf = new Map((await listAllAgents(tx)).map((agent) => [agent.id, agent.name]))
  for (const { isGoing, ...ticket } of over) {
    const agentId = ticket.offered_to ?? 0
    await change(tx, ticket, noOffer, now)
    const hasRunOut = (ticket.offer_until ?? 0) <= now
    if (isGoing && hasRunOut) await notePass(tx, { ticketId: ticket.id, agentId, isDeclined: false, now })
    if (isGoing && ticket.offered_by !== null) {
      const text = `${nameOf.get(agentId) ?? ''} belum menerima obrolan ini.`
      await appendNote(tx, ticket, { text, created_at: now })
    }
  }
}

export function isOver(offer: Offer, agents: AgentRow[], now: number): boolean {
  const isThere = agents.some((agent) => agent.id === offer.offered_to)
  return !offer.isGoing || !isThere || (offer.offer_until ?? 0) <= now
}

/** Who is at their desk, with how many chats; each that is given counts for the next. */
async function openTurns(
  tx: Tx,
  { answerSeconds, chatLimit }: RoutingRule,
  tickets: TicketRow[],
  now: number,
) {
  const agents = await listAtDesk(tx, now - seenForMs)
  const chats = await countChats(tx, now - busyForMs)
  const passes = await listPasses(
    tx,
    tickets.map((ticket) => ticket.id),
  )
  const offeredAt = new Map(agents.map((agent) => [agent.id, agent.offered_at]))
  const missedSince = now - missedForOffers * answerSeconds * 1000

  /** One whose agent has left begins anew. */
  function passesOf(ticket: TicketRow): Pass[] {
    return passes
      .filter((pass) => pass.ticket_id === ticket.id && ticket.assignee_id === null)
      .map((pass) => ({ agentId: pass.agent_id, isDeclined: pass.is_declined === 1, at: pass.created_at }))
  }

  return {
    next(ticket: TicketRow, team: TeamRow | null): Candidate | null {
      const candidates = membersOf(team, agents).map(({ id }): Candidate => {
        return { id, chats: chats.get(id) ?? 0, offeredAt: offeredAt.get(id) ?? null }
      })
      return chooseAgent(candidates, { chatLimit, passes: passesOf(ticket), missedSince })
    },

    async give(agent: Candidate): Promise<void> {
      chats.set(agent.id, agent.chats + 1)
      offeredAt.set(agent.id, now)
      await markOffered(tx, agent.id, now)
    },
  }
}

/** Everybody, where the chat is no team's. */
function membersOf(team: TeamRow | null, agents: AgentRow[]): AgentRow[] {
  return team ? agents.filter((agent) => team.memberIds.includes(agent.id)) : agents
}

async function change(tx: Tx, ticket: TicketRow, columns: Partial<TicketRow>, now: number): Promise<void> {
  if (Object.keys(columns).length === 0) return
  await updateTicket(tx, ticket.id, { ...columns, updated_at: now })
  await insertEvent(tx, { type: 'ticket:changed', ticketId: ticket.id, now })
}

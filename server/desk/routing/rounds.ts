/**
 * Gives chats out. Every process goes its rounds; all of what they know is in the database, and one row there is
 * locked while chats are given out, so no chat is offered to two and nobody gets more than the limit.
 */
import { listAllAgents } from '../../../db/agents.ts'
import { insertEvent } from '../../../db/events.ts'
import type { Db, Tx } from '../../../db/index.ts'
import {
  forgetPasses,
  listOffers,
  listPasses,
  listUnclaimed,
  lockOffers,
  noOffer,
  notePass,
} from '../../../db/offers.ts'
import type { AgentRow } from '../../../db/schema/agents.ts'
import type { TicketRow } from '../../../db/schema/tickets.ts'
import { countChats, listAtDesk, markOffered } from '../../../db/staff.ts'
import { listTeams, type TeamRow } from '../../../db/teams.ts'
import { updateTicket } from '../../../db/tickets.ts'
import type { Logger } from '../../log.ts'
import type { RoutingRule } from '../../wire/routing.ts'
import type { Events } from '../events.ts'
import { createRounds } from '../rounds.ts'
import { appendMessage } from '../thread.ts'
import { seenForMs } from './at-desk.ts'
import { chooseAgent, type Candidate } from './choose.ts'
import { readRule } from './rule.ts'

/** An offer runs out at most so much later than it says. */
const longestNapMs = 1_000
/** Whoever wrote nothing for a day has left. */
const stillWaitingMs = 24 * 3600_000
/** A chat in which nobody said anything for so long keeps nobody busy. */
export const busyForMs = 3600_000
/** Whoever let a chat pass is asked again after so many offers' time. */
const missedForOffers = 4

export interface RoutingRoundsDeps {
  db: Db
  events: Events
  log: Logger
  /** The theme of the service a chat seems to be about; null when nobody can say. */
  themeOf: (ticket: TicketRow, firstWords: string) => string | null
}

export function createRoutingRounds({ db, events, log, themeOf }: RoutingRoundsDeps) {
  /** Chats that were looked at and are no team's. */
  const teamless = new Set<number>()
  const rounds = createRounds({
    round,
    longestNapMs,
    onError: (err) => log.error({ err }, 'chats cannot be given out; trying again'),
  })

  async function round(): Promise<boolean> {
    const now = Date.now()
    const rule = await readRule(db.read)
    const offers = await listOffers(db.read)
    const hasThemes = (await listTeams(db.read)).some((team) => team.themes.length > 0)
    const isAnybodys = rule.mode === 'everyone' && !hasThemes
    const unclaimed = await listUnclaimed(db.read, now - stillWaitingMs, isAnybodys ? 'orphans' : 'all')
    const isIdle = offers.length === 0 && unclaimed.length === 0
    if (isIdle || !(await isWork(rule, offers, unclaimed, hasThemes, now))) return false
    const changed = await db.write(async (tx) => {
      await lockOffers(tx)
      // PostgreSQL may have waited for the lock: what was read before is not what is.
      return (await takeBack(tx, Date.now())) + (await giveOut(tx, rule, Date.now()))
    })
    if (changed > 0) events.pump()
    return false
  }

  /** Spares the lock when nothing would come of it. */
  async function isWork(
    { mode }: RoutingRule,
    offers: Awaited<ReturnType<typeof listOffers>>,
    unclaimed: TicketRow[],
    hasThemes: boolean,
    now: number,
  ): Promise<boolean> {
    const agents = await listAtDesk(db.read, now - seenForMs)
    if (offers.some((offer) => isOver(offer, agents, now))) return true
    const isTeamDue = (ticket: TicketRow) => ticket.team_id === null && !teamless.has(ticket.id)
    return (
      unclaimed.some((ticket) => ticket.assignee_id !== null) ||
      (mode === 'turns' && unclaimed.length > 0 && agents.length > 0) ||
      (hasThemes && unclaimed.some(isTeamDue))
    )
  }

  /** Takes offers back that ran out, or whose agent went away; gives back how many. */
  async function takeBack(tx: Tx, now: number): Promise<number> {
    const agents = await listAtDesk(tx, now - seenForMs)
    const over = (await listOffers(tx)).filter((offer) => isOver(offer, agents, now))
    const nameOf = new Map((await listAllAgents(tx)).map((agent) => [agent.id, agent.name]))
    for (const { isGoing, ...ticket } of over) {
      const agentId = ticket.offered_to ?? 0
      await change(tx, ticket, noOffer, now)
      const hasRunOut = (ticket.offer_until ?? 0) <= now
      if (isGoing && hasRunOut) await notePass(tx, { ticketId: ticket.id, agentId, isDeclined: false, now })
      if (isGoing && ticket.offered_by !== null)
        await noteNotTaken(tx, ticket, nameOf.get(agentId) ?? '', now)
    }
    return over.length
  }

  async function giveOut(
    tx: Tx,
    { mode, answerSeconds, chatLimit }: RoutingRule,
    now: number,
  ): Promise<number> {
    const unclaimed = await listUnclaimed(tx, now - stillWaitingMs)
    const teams = await listTeams(tx)
    const agents = await listAtDesk(tx, now - seenForMs)
    const chats = await countChats(tx, now - busyForMs)
    const passes = await listPasses(
      tx,
      unclaimed.map((ticket) => ticket.id),
    )
    const offeredAt = new Map(agents.map((agent) => [agent.id, agent.offered_at]))
    const missedSince = now - missedForOffers * answerSeconds * 1000
    let changed = 0
    for (const ticket of unclaimed) {
      // Its agent works here no more.
      const freed = ticket.assignee_id === null ? {} : { assignee_id: null }
      if (ticket.assignee_id !== null) await forgetPasses(tx, ticket.id)
      const team = teamOf(ticket, teams)
      const placed = team && team.id !== ticket.team_id ? { team_id: team.id } : {}
      const candidates = membersOf(team, agents).map(({ id }): Candidate => {
        return { id, chats: chats.get(id) ?? 0, offeredAt: offeredAt.get(id) ?? null }
      })
      const passesOfIt = passes
        .filter((pass) => pass.ticket_id === ticket.id && ticket.assignee_id === null)
        .map((pass) => ({ agentId: pass.agent_id, isDeclined: pass.is_declined === 1, at: pass.created_at }))
      const agent =
        mode === 'turns' ? chooseAgent(candidates, { chatLimit, passes: passesOfIt, missedSince }) : null
      const offered = agent ? { offered_to: agent.id, offer_until: now + answerSeconds * 1000 } : {}
      if (!(await change(tx, ticket, { ...freed, ...placed, ...offered }, now))) continue
      changed++
      if (!agent) continue
      chats.set(agent.id, agent.chats + 1)
      offeredAt.set(agent.id, now)
      await markOffered(tx, agent.id, now)
    }
    return changed
  }

  function teamOf(ticket: TicketRow, teams: TeamRow[]): TeamRow | null {
    if (ticket.team_id !== null) return teams.find((team) => team.id === ticket.team_id) ?? null
    if (teamless.has(ticket.id) || !teams.some((team) => team.themes.length > 0)) return null
    const theme = themeOf(ticket, ticket.preview)
    const team = theme === null ? undefined : teams.find((one) => one.themes.includes(theme))
    if (!team) teamless.add(ticket.id)
    return team ?? null
  }

  return {
    ...rounds,
    /** Teams or the rule changed: chats that were no team's may be one's now. */
    wakeAfresh(): void {
      teamless.clear()
      rounds.wake()
    },
  }
}

export type RoutingRounds = ReturnType<typeof createRoutingRounds>

function isOver(offer: TicketRow & { isGoing: boolean }, agents: AgentRow[], now: number): boolean {
  const isThere = agents.some((agent) => agent.id === offer.offered_to)
  return !offer.isGoing || !isThere || (offer.offer_until ?? 0) <= now
}

/** Everybody, where the chat is no team's. */
function membersOf(team: TeamRow | null, agents: AgentRow[]): AgentRow[] {
  return team ? agents.filter((agent) => team.memberIds.includes(agent.id)) : agents
}

async function change(tx: Tx, ticket: TicketRow, columns: Partial<TicketRow>, now: number): Promise<boolean> {
  if (Object.keys(columns).length === 0) return false
  await updateTicket(tx, ticket.id, { ...columns, updated_at: now })
  await insertEvent(tx, { type: 'ticket:changed', ticketId: ticket.id, now })
  return true
}

async function noteNotTaken(tx: Tx, ticket: TicketRow, name: string, now: number): Promise<void> {
  await appendMessage(tx, ticket, {
    direction: 'internal',
    channel: ticket.channel,
    author_kind: 'system',
    author_name: null,
    text: `${name} belum menerima obrolan ini.`,
    created_at: now,
  })
}

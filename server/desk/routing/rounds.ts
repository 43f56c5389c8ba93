/**
 * Gives chats out. Every process goes its rounds; all of what they know is in the database, and one row there is
 * locked while chats are given out, so no chat is offered to two and nobody gets more than the limit.
 */
import type { Db } from '../../../db/index.ts'
import { listOffers, listUnclaimed, lockOffers } from '../../../db/offers.ts'
import type { TicketRow } from '../../../db/schema/tickets.ts'
import { listAtDesk } from '../../../db/staff.ts'
import { listTeams, type TeamRow } from '../../../db/teams.ts'
import type { Logger } from '../../log.ts'
import type { RoutingRule } from '../../wire/routing.ts'
import { createRounds } from '../rounds.ts'
import { seenForMs } from './at-desk.ts'
import { createChatTeams, hasThemes, type ThemeOf } from './chat-teams.ts'
import { isOver, makeOffers, stillWaitingMs, takeBackOffers, type Offer } from './offers.ts'
import { readRule } from './rule.ts'

/** An offer runs out at most so much later than it says. */
const longestNapMs = 1_000

export interface RoutingRoundsDeps {
  db: Db
  log: Logger
  themeOf: ThemeOf
}

export function createRoutingRounds({ db, log, themeOf }: RoutingRoundsDeps) {
  const chatTeams = createChatTeams(themeOf)
  const rounds = createRounds({
    round,
    longestNapMs,
    onError: (err) => log.error({ err }, 'chats cannot be given out; trying again'),
  })

  async function round(): Promise<boolean> {
    const now = Date.now()
    const rule = await readRule(db.read)
    const offers = await listOffers(db.read)
    const teams = await listTeams(db.read)
    const isAnybodys = rule.mode === 'everyone' && !hasThemes(teams)
    const unclaimed = await listUnclaimed(db.read, now - stillWaitingMs, isAnybodys ? 'orphans' : 'all')
    const isIdle = offers.length === 0 && unclaimed.length === 0
    if (isIdle || !(await isWork({ rule, offers, unclaimed, teams, now }))) return false
    await db.write(async (tx) => {
      await lockOffers(tx)
      // PostgreSQL may have waited for the lock: what was read before is not what is.
      await takeBackOffers(tx, Date.now())
      await makeOffers(tx, rule, chatTeams, Date.now())
    })
    return false
  }

  /** Spares the lock when nothing would come of it. */
  async function isWork({ rule, offers, unclaimed, teams, now }: Situation): Promise<boolean> {
    const agents = await listAtDesk(db.read, now - seenForMs)
    if (offers.some((offer) => isOver(offer, agents, now))) return true
    return (
      unclaimed.some((ticket) => ticket.assignee_id !== null) ||
      (rule.mode === 'turns' && unclaimed.length > 0 && agents.length > 0) ||
      (hasThemes(teams) && unclaimed.some(chatTeams.isDue))
    )
  }

  return {
    ...rounds,
    /** Teams or the rule changed. */
    wakeAfresh(): void {
      chatTeams.lookAfresh()
      rounds.wake()
    },
  }
}

export type RoutingRounds = ReturnType<typeof createRoutingRounds>

interface Situation {
  rule: RoutingRule
  offers: Offer[]
  unclaimed: TicketRow[]
  teams: TeamRow[]
  now: number
}

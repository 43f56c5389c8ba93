/** What officers do with calls from the console. */
import { toE164 } from '../../../channels/lib/phone.ts'
import { updateAgent } from '../../../db/agents.ts'
import { listLiveCalls } from '../../../db/calls.ts'
import type { AgentRow } from '../../../db/schema/agents.ts'
import type { CallRow } from '../../../db/schema/calls.ts'
import { findTicket } from '../../../db/tickets.ts'
import { invalidField, notFound, TanyaError } from '../../errors.ts'
import { createCallBack } from './call-back.ts'
import type { CallDeps } from './call-deps.ts'
import { changeCall } from './call-state.ts'
import { joinTicket } from './join-ticket.ts'
import { createLockedCalls } from './locked-calls.ts'
import { isOwnTicket } from './own-ticket.ts'
import { createTakeCall } from './take-call.ts'

const mostLive = 200

export type OfficerCalls = ReturnType<typeof createOfficerCalls>

export function createOfficerCalls(deps: CallDeps) {
  const { db, hasBrowsers } = deps
  const calls = createLockedCalls(deps)

  /** Puts a call, with all of its ticket, into another one. Throws `not-found`, or `conflict` when it has joined one. */
  async function join(callId: number, ticketId: number): Promise<CallRow> {
    const joined = await calls.byId(callId, async (tx, call) => {
      const from = await findTicket(tx, call.ticket_id)
      const to = await findTicket(tx, ticketId)
      if (!from || !to) throw notFound('ticket')
      const isOwn = from.channel === 'voice' && from.id !== to.id && (await isOwnTicket(tx, call, from))
      if (!isOwn) throw new TanyaError('conflict', 'This call is part of a ticket already.')
      const now = Date.now()
      await joinTicket(tx, call, from, to, now)
      return changeCall(tx, { ...call, ticket_id: to.id }, {}, now)
    })
    if (!joined) throw notFound('call')
    return joined
  }

  /** Throws `invalid` for a number that is none. */
  async function setPhone(
    agent: AgentRow,
    given: { number: string | null; rings: boolean; browser?: boolean | undefined },
  ) {
    const number = given.number === null || given.number === '' ? null : toE164(given.number)
    if (given.number && number === null) throw invalidField('number', 'This is not a telephone number.')
    const browser = given.browser ?? agent.rings_browser === 1
    const rings = given.rings && (number !== null || (browser && hasBrowsers))
    const change = { phone: number, is_rung: rings ? 1 : 0, rings_browser: browser ? 1 : 0 } as const
    await db.write((tx) => updateAgent(tx, agent.id, change))
    return { number, rings, browser }
  }

  return {
    take: createTakeCall(deps),
    callBack: createCallBack(deps),
    join,
    setPhone,
    live: () => listLiveCalls(db.read, mostLive),
  }
}

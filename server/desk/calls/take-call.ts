/** An officer takes a caller out of the line. */
import { ChannelError } from '../../../channels/contract/channel.ts'
import type { AgentRow } from '../../../db/schema/agents.ts'
import type { CallRow } from '../../../db/schema/calls.ts'
import { findTicket } from '../../../db/tickets.ts'
import { invalidField, notFound, TanyaError } from '../../errors.ts'
import type { CallDeps } from './call-deps.ts'
import { noteEvent } from './call-events.ts'
import { changeCall } from './call-state.ts'
import { finish } from './finish.ts'
import { createLockedCalls } from './locked-calls.ts'
import { reachOf, type Reach } from './reach.ts'
import { talkOf } from './talk.ts'

export function createTakeCall(deps: CallDeps) {
  const { log, service, hasBrowsers } = deps
  const calls = createLockedCalls(deps)

  /** When Twilio cannot be told now, the line itself lets the caller go within a round of its music. */
  async function redirect(call: CallRow): Promise<void> {
    try {
      await service.redirect(call.sid ?? '')
    } catch (error) {
      if (!(error instanceof ChannelError)) throw error
      const { permanent, message } = error
      log.warn({ callId: call.id, permanent }, 'a caller could not be taken out of the line at once')
      if (!permanent) return
      await calls.byId(call.id, (tx, locked) => finish(tx, locked, Date.now(), { outcome: 'abandoned' }))
      throw new TanyaError('conflict', message, { cause: error })
    }
  }

  /** Throws `not-found`, `conflict` (somebody was faster), `invalid` (no telephone). */
  return async function take(agent: AgentRow, callId: number, wish?: Reach): Promise<CallRow> {
    const by = wish ?? reachOf(agent, hasBrowsers, Date.now())
    if (by === 'browser' && !hasBrowsers)
      throw invalidField('by', 'No browser is a telephone: TWILIO_API_KEY_SID is empty.')
    if (by !== 'browser' && agent.phone === null)
      throw invalidField('number', 'Say first at which number calls reach you.')
    const taken = await calls.byId(callId, async (tx, call) => {
      const now = Date.now()
      const ticket = await findTicket(tx, call.ticket_id)
      if (!ticket) throw notFound('call')
      if (call.stage !== 'waiting') throw new TanyaError('conflict', 'This caller is no longer in the line.')
      const talk = JSON.stringify({ ...talkOf(call), ring: [agent.id], by })
      await noteEvent(tx, ticket, call, { kind: 'rings', names: agent.name }, now)
      return changeCall(tx, call, { stage: 'ringing', agent_id: agent.id, talk }, now)
    })
    if (!taken) throw notFound('call')
    await redirect(taken)
    return taken
  }
}

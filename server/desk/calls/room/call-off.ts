/** A colleague is rung no longer: whoever asked for them thought better of it. */
import { findAgent } from '../../../../db/agents.ts'
import { updateLeg } from '../../../../db/call-legs.ts'
import type { AgentRow } from '../../../../db/schema/agents.ts'
import type { CallRow } from '../../../../db/schema/calls.ts'
import { TanyaError } from '../../../errors.ts'
import type { CallDeps } from '../call-deps.ts'
import { noteEvent, tellCard } from '../call-events.ts'
import type { InTalk } from './in-talk.ts'

export function createCallOff({ service }: Pick<CallDeps, 'service'>, inTalk: InTalk) {
  /** Any officer in the call may. Throws `conflict` when nobody is rung (any more). */
  async function callOff(agent: AgentRow, callId: number): Promise<CallRow> {
    const { talk, leg } = await inTalk.within(agent, callId, async (talk) => {
      const { tx, call, ticket, citizen, now } = talk
      const [leg] = talk.ringing
      if (!leg) throw new TanyaError('conflict', 'No colleague is rung.')
      await updateLeg(tx, leg.id, { place: 'gone' })
      if (leg.purpose === 'transfer') await updateLeg(tx, citizen.id, { is_held: 0 })
      const colleague = await findAgent(tx, leg.agent_id ?? 0)
      const who = { names: agent.name, to: colleague?.name ?? '' }
      await noteEvent(tx, ticket, call, { kind: 'called-off', ...who }, now)
      await tellCard(tx, call, now)
      return { talk, leg }
    })
    const { sid } = leg
    // Where Twilio does not hear of it, whoever picks up is told that they are not needed.
    if (sid !== null) await service.hangUp(sid).catch(() => undefined)
    if (leg.purpose === 'transfer') await inTalk.tellLeg(talk, talk.citizen, { isHeld: false })
    return inTalk.callOf(callId)
  }

  return { callOff }
}

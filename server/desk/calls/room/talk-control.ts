/** What officers do with their own talk: hold, mute, hang up. */
import { updateLeg } from '../../../../db/call-legs.ts'
import { updateCall } from '../../../../db/calls.ts'
import type { AgentRow } from '../../../../db/schema/agents.ts'
import type { CallRow } from '../../../../db/schema/calls.ts'
import type { CallDeps } from '../call-deps.ts'
import { noteEvent, tellCard } from '../call-events.ts'
import { createBring } from './bring.ts'
import { createCallOff } from './call-off.ts'
import { remove } from './chores.ts'
import { createInTalk } from './in-talk.ts'

export type TalkControl = ReturnType<typeof createTalkControl>

/** Each throws `not-found`, `conflict` when the officer is not in the call, `unavailable` when Twilio is. */
export function createTalkControl(deps: CallDeps) {
  const inTalk = createInTalk(deps)
  const { service } = deps

  async function hold(agent: AgentRow, callId: number, on: boolean): Promise<CallRow> {
    const talk = await inTalk.within(agent, callId, async (talk) => {
      const { tx, call, citizen, ticket, now } = talk
      if ((citizen.is_held === 1) === on) return null
      await updateLeg(tx, citizen.id, { is_held: on ? 1 : 0 })
      await updateCall(tx, call.id, { is_room: 1, updated_at: now })
      await noteEvent(tx, ticket, call, { kind: on ? 'held' : 'resumed', names: agent.name }, now)
      await tellCard(tx, call, now)
      return talk
    })
    if (talk) await inTalk.tellLeg(talk, talk.citizen, { isHeld: on })
    return inTalk.callOf(callId)
  }

  /** The officer’s own microphone. */
  async function mute(agent: AgentRow, callId: number, on: boolean): Promise<CallRow> {
    const talk = await inTalk.within(agent, callId, async (talk) => {
      const { tx, call, mine, now } = talk
      if ((mine.is_muted === 1) === on) return null
      await updateLeg(tx, mine.id, { is_muted: on ? 1 : 0 })
      await updateCall(tx, call.id, { is_room: 1, updated_at: now })
      await tellCard(tx, call, now)
      return talk
    })
    if (talk) await inTalk.tellLeg(talk, talk.mine, { isMuted: on })
    return inTalk.callOf(callId)
  }

  /** Ends the officer's own part; with the last officer the call ends. */
  async function hangUp(agent: AgentRow, callId: number): Promise<CallRow> {
    const { call, mine } = await inTalk.within(agent, callId, async (talk) => talk)
    if (mine.sid !== null) {
      const leave = remove(call.room_sid, mine)
      await inTalk.atTwilio(
        () => leave(service),
        async () => undefined,
      )
    }
    return inTalk.callOf(callId)
  }

  return { hold, mute, hangUp, ...createBring(deps, inTalk), ...createCallOff(deps, inTalk) }
}

/** The officer's end of a call: who is told of it, who accepts, and calling a citizen back. */
import type { Script, Telephone } from '../../../channels/voice/index.ts'
import { findAgent } from '../../../db/agents.ts'
import { insertEvent } from '../../../db/events.ts'
import { lockCall } from '../../../db/calls.ts'
import type { Tx } from '../../../db/index.ts'
import type { CallRow } from '../../../db/schema/calls.ts'
import { updateTicket } from '../../../db/tickets.ts'
import { noteEvent } from './call-events.ts'
import { say, type CallDeps, type Scene } from './call-deps.ts'
import { changeCall } from './call-state.ts'
import { finish } from './finish.ts'
import { talkOf } from './talk.ts'

export function createOfficerLeg(
  { db, events }: CallDeps,
  sceneOf: (tx: Tx, call: CallRow) => Promise<Scene>,
): Pick<Telephone, 'announce' | 'accept' | 'callBack' | 'calledBack'> {
  async function withCall<T>(id: number, work: (scene: Scene) => Promise<T>): Promise<T | null> {
    const result = await db.write(async (tx) => {
      const call = await lockCall(tx, id)
      return call ? work(await sceneOf(tx, call)) : null
    })
    events.pump()
    return result
  }
  // Officers are spoken to in Indonesian, whatever the caller speaks.
  const script = (verbs: Script['verbs']): Script => ({ language: 'id', turn: 0, verbs })
  const toOfficer = (scene: Scene): Scene => ({ ...scene, call: { ...scene.call, language: 'id' } })
  const taken = (scene: Scene) => script([{ do: 'hang-up', words: [say(toOfficer(scene), 'taken')] }])

  return {
    announce: (callId, agentId) =>
      withCall(callId, async (scene) => {
        if (!isRinging(scene, agentId)) return taken(scene)
        const words = [say(toOfficer(scene), 'offer', { ticketNumber: scene.ticket.number })]
        return script([{ do: 'offer', words, callId, agentId }])
      }),

    accept: (callId, agentId, digits) =>
      withCall(callId, async (scene) => {
        const { tx, call, ticket, now } = scene
        // Twilio asks again when our answer was lost.
        if (call.stage === 'talking' && call.agent_id === agentId) return 'bridge' as const
        const agent = await findAgent(tx, agentId)
        if (digits !== '1' || !agent || !isRinging(scene, agentId)) return taken(scene)
        await changeCall(tx, call, { stage: 'talking', agent_id: agentId, answered_at: now }, now)
        const waited = Math.round((now - (call.queued_at ?? call.created_at)) / 1000)
        await noteEvent(tx, ticket, call, { kind: 'answered', names: agent.name, seconds: waited }, now)
        await updateTicket(tx, ticket.id, {
          assignee_id: ticket.assignee_id ?? agentId,
          ...(ticket.status === 'new' ? { status: 'open' } : {}),
        })
        await insertEvent(tx, { type: 'ticket:changed', ticketId: ticket.id, now })
        return 'bridge' as const
      }),

    callBack: (callId) =>
      withCall(callId, async (scene) => {
        const { tx, call, ticket, now } = scene
        if (call.direction !== 'outbound' || call.number === null || call.stage === 'over') return null
        await changeCall(tx, call, { stage: 'ringing', status: 'in-progress' }, now)
        const words = say(toOfficer(scene), 'connecting', { ticketNumber: ticket.number })
        return { number: call.number, script: script([{ do: 'say', words }]) }
      }),

    calledBack: (callId, dialStatus, seconds) =>
      withCall(callId, async ({ tx, call, now }) => {
        const isAnswered = dialStatus === 'completed' || dialStatus === 'answered'
        const talkedMs = (seconds ?? 0) * 1000
        const talked = isAnswered ? { ...call, answered_at: now - talkedMs } : call
        if (isAnswered && call.stage !== 'over')
          await changeCall(tx, call, { answered_at: now - talkedMs }, now)
        await finish(tx, talked, now, { outcome: isAnswered ? 'answered' : 'unreached', seconds })
        return script([{ do: 'hang-up', words: [] }])
      }),
  }
}

function isRinging({ call }: Scene, agentId: number): boolean {
  return call.stage === 'ringing' && talkOf(call).ring.includes(agentId)
}

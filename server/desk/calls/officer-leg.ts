/** The officer's end of a call: who is told of it, who accepts, and calling a citizen back. */
import type { Script, Telephone } from '../../../channels/voice/index.ts'
import { lockCall } from '../../../db/calls.ts'
import type { Tx } from '../../../db/index.ts'
import type { CallRow } from '../../../db/schema/calls.ts'
import { say, type CallDeps, type Scene } from './call-deps.ts'
import { changeCall } from './call-state.ts'
import { finish } from './finish.ts'
import { acceptedBefore, admit, isAskedFor } from './room/admit.ts'
import { roomScript } from './room/news.ts'

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
    announce: (officer) =>
      withCall(officer.callId, async (scene) => {
        const before = await acceptedBefore(scene, officer)
        if (before) return before
        if (!(await isAskedFor(scene, officer))) return taken(scene)
        // In the browser a button was pressed; behind a number there may be a voice box.
        if (officer.isBrowser) return admit(scene, officer)
        const words = [say(toOfficer(scene), 'offer', { ticketNumber: scene.ticket.number })]
        return script([{ do: 'offer', words, callId: officer.callId, agentId: officer.agentId }])
      }),

    accept: (officer, digits) =>
      withCall(officer.callId, async (scene) => {
        // Twilio asks again when our answer was lost.
        const before = await acceptedBefore(scene, officer)
        if (before) return before
        if (digits !== '1' || !(await isAskedFor(scene, officer))) return taken(scene)
        return admit(scene, officer)
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
        // The citizen went on into the conference; the officer follows.
        if (call.is_room === 1 && call.stage === 'talking') return roomScript(call, false)
        if (isAnswered && call.stage !== 'over')
          await changeCall(tx, call, { answered_at: now - talkedMs }, now)
        await finish(tx, talked, now, { outcome: isAnswered ? 'answered' : 'unreached', seconds })
        return script([{ do: 'hang-up', words: [] }])
      }),
  }
}

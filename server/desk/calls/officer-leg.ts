/** The officer's end of a call: who is told of it, who accepts, and calling a citizen back. */
import type { Script, Telephone } from '../../../channels/voice/index.ts'
import type { CallDeps } from './call-deps.ts'
import { say, sceneOf, type Scene } from './scene.ts'
import { changeCall } from './call-state.ts'
import { finish } from './finish.ts'
import type { LockedCalls } from './locked-calls.ts'
import { acceptedBefore, admit, isAskedFor } from './room/admit.ts'
import { roomScript } from './room/news.ts'

export function createOfficerLeg(
  deps: CallDeps,
  calls: LockedCalls,
): Pick<Telephone, 'announce' | 'accept' | 'callBack' | 'calledBack'> {
  const withScene = <T>(callId: number, work: (scene: Scene) => Promise<T>): Promise<T | null> =>
    calls.byId(callId, async (tx, call) => work(await sceneOf(deps, tx, call)))
  // Officers are spoken to in Indonesian, whatever the caller speaks.
  const script = (verbs: Script['verbs']): Script => ({ language: 'id', turn: 0, verbs })
  const toOfficer = (scene: Scene): Scene => ({ ...scene, call: { ...scene.call, language: 'id' } })
  const taken = (scene: Scene) => script([{ do: 'hang-up', words: [say(toOfficer(scene), 'taken')] }])

  return {
    announce: (officer) =>
      withScene(officer.callId, async (scene) => {
        const before = await acceptedBefore(scene, officer)
        if (before) return before
        if (!(await isAskedFor(scene, officer))) return taken(scene)
        // In the browser a button was pressed; behind a number there may be a voice box.
        if (officer.isBrowser) return admit(scene, officer)
        const words = [say(toOfficer(scene), 'offer', { ticketNumber: scene.ticket.number })]
        return script([{ do: 'offer', words, callId: officer.callId, agentId: officer.agentId }])
      }),

    accept: (officer, digits) =>
      withScene(officer.callId, async (scene) => {
        // Twilio asks again when our answer was lost.
        const before = await acceptedBefore(scene, officer)
        if (before) return before
        if (digits !== '1' || !(await isAskedFor(scene, officer))) return taken(scene)
        return admit(scene, officer)
      }),

    callBack: (callId) =>
      withScene(callId, async (scene) => {
        const { tx, call, ticket, now } = scene
        if (call.direction !== 'outbound' || call.number === null || call.stage === 'over') return null
        await changeCall(tx, call, { stage: 'ringing', status: 'in-progress' }, now)
        const words = say(toOfficer(scene), 'connecting', { ticketNumber: ticket.number })
        return { number: call.number, script: script([{ do: 'say', words }]) }
      }),

    calledBack: (callId, dialStatus, seconds) =>
      withScene(callId, async ({ tx, call, now }) => {
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

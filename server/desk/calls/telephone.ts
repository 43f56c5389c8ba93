/** What the desk does with calls, turn by turn: see `channels/voice/protocol.ts`. */
import type { CallInput, Script, Telephone } from '../../../channels/voice/index.ts'
import type { Tx } from '../../../db/index.ts'
import type { CallRow } from '../../../db/schema/calls.ts'
import type { CallDeps } from './call-deps.ts'
import { changeCall, keepTalk } from './call-state.ts'
import { finish, isFinal } from './finish.ts'
import { hear } from './hear.ts'
import { createInLine } from './in-line.ts'
import { createLineReports } from './line-reports.ts'
import { createLockedCalls } from './locked-calls.ts'
import { createOfficerLeg } from './officer-leg.ts'
import { openCall } from './open-call.ts'
import { prompt } from './prompts.ts'
import { createRecordingReports } from './recording-reports.ts'
import { createChores } from './room/chores.ts'
import { createRoomNews } from './room/news.ts'
import { sceneOf } from './scene.ts'
import { goodbye, scriptOf, stageAt, talkOf } from './talk.ts'
import { keepVoicemail } from './voicemail.ts'

export function createTelephone(deps: CallDeps, wakeRecordings: () => void): Telephone {
  const calls = createLockedCalls(deps)
  const news = createRoomNews(deps, calls, createChores(deps))
  const { report, sweep } = createLineReports(deps, calls, news)

  async function nextTurn(tx: Tx, call: CallRow, input: CallInput): Promise<Script & { isSending: boolean }> {
    const scene = await sceneOf(deps, tx, call)
    const { place, before } = await hear(scene, input)
    const { talk, now } = scene
    talk.place = place
    const turn = call.turn + 1
    const verbs = await prompt(scene, place, before)
    const script: Script = { language: scene.call.language, turn, verbs }
    const change: Partial<CallRow> = {
      ...{ language: scene.call.language, turn, script: JSON.stringify(script), talk: JSON.stringify(talk) },
      // Whoever answered stays named, and so does the officer whose telephone rings.
      ...(place === 'over' ? {} : { stage: stageAt(place) }),
      ...(place === 'line' ? { agent_id: null } : {}),
    }
    const changed = await changeCall(tx, scene.call, change, now)
    if (place === 'over') await finish(tx, changed, now)
    return { ...script, isSending: scene.isSending ?? false }
  }

  return {
    async begin(start) {
      const call = await openCall(deps, start)
      if (!call) return goodbye
      if (isFinal(start.status)) await calls.bySid(start.sid, (tx, locked) => finish(tx, locked, Date.now()))
      return call.stage === 'over' || isFinal(start.status) ? goodbye : scriptOf(call)
    },

    async turn(sid, turn, input) {
      const script = await calls.bySid(sid, async (tx, call) => {
        if (input.recording && talkOf(call).place === 'record') {
          await keepVoicemail(tx, call, { ...input.recording, isReady: false }, Date.now())
          if (call.stage !== 'over') call = await keepTalk(tx, call, { hasMessage: true })
        }
        const hasHungUp = input.status !== null && isFinal(input.status)
        if (hasHungUp) await finish(tx, call, Date.now())
        if (call.stage === 'over' || hasHungUp) return goodbye
        if (turn !== call.turn) return scriptOf(call)
        // The officer's own request has taken the caller elsewhere, and this answer is not asked for.
        if (input.queueResult?.startsWith('redirected')) return { ...scriptOf(call), verbs: [] }
        return nextTurn(tx, call, input)
      })
      if (script && 'isSending' in script && script.isSending) deps.onQueued()
      if (script === goodbye) await sweep(sid)
      return script
    },

    ...createInLine(deps, calls),
    report,
    ...createRecordingReports(deps, calls, wakeRecordings),
    ...createOfficerLeg(deps, calls),
    ...news,
  }
}

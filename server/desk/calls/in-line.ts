/** What callers hear and do while they wait for an officer. */
import type { Script, Telephone, Verb } from '../../../channels/voice/index.ts'
import { updateCall } from '../../../db/calls.ts'
import type { CallRow } from '../../../db/schema/calls.ts'
import type { CallDeps } from './call-deps.ts'
import { keepTalk } from './call-state.ts'
import { placeInLine } from './line.ts'
import type { LockedCalls } from './locked-calls.ts'
import { prompt } from './prompts.ts'
import { say, sceneOf, type Scene } from './scene.ts'
import { goodbye } from './talk.ts'

/** Longer nobody waits gladly; then a message may be left. */
const longestWaitMs = 5 * 60_000

export function createInLine(
  deps: CallDeps,
  calls: LockedCalls,
): Pick<Telephone, 'hold' | 'leaveLine' | 'connect'> {
  return {
    hold: (sid) =>
      calls.bySid(sid, async (tx, call) => {
        const scene = await sceneOf(deps, tx, call)
        const { talk, now } = scene
        if (call.stage === 'over') return goodbye
        // An officer took the call, but Twilio could not be told: the line lets it go by itself.
        if (talk.ring.length > 0 || talk.leaving !== null) return leave(call)
        if (now - (call.queued_at ?? now) <= longestWaitMs) return stay(scene)
        await keepTalk(tx, call, { leaving: 'nobody' })
        return leave(call)
      }),

    leaveLine: (sid, digits) =>
      calls.bySid(sid, async (tx, call) => {
        if (call.stage === 'over') return goodbye
        const wants = digits === '1' ? 'call-back' : digits === '2' ? 'message' : null
        if (wants === null || call.stage !== 'waiting') return stay(await sceneOf(deps, tx, call))
        // A number that is withheld cannot be called back.
        const leaving = wants === 'call-back' && call.number === null ? 'message' : wants
        await keepTalk(tx, call, { leaving })
        return leave(call)
      }),

    connect: (sid) =>
      calls.bySid(sid, async (tx, call) => {
        const scene = await sceneOf(deps, tx, call)
        if (call.stage === 'over') return goodbye
        const place = scene.talk.ring.length > 0 ? 'ring' : 'line'
        const before = [say(scene, place === 'ring' ? 'ringing' : 'stillInLine')]
        scene.talk.place = place
        const verbs = await prompt(scene, place, before)
        const script: Script = { language: call.language, turn: call.turn, verbs }
        await updateCall(tx, call.id, { script: JSON.stringify(script), talk: JSON.stringify(scene.talk) })
        return script
      }),
  }
}

async function stay(scene: Scene): Promise<Script> {
  return inLine(scene.call, { do: 'hold', words: [say(scene, 'position', await placeInLine(scene))] })
}

function leave(call: CallRow): Script {
  return inLine(call, { do: 'leave' })
}

function inLine(call: CallRow, verb: Verb): Script {
  return { language: call.language, turn: call.turn, verbs: [verb] }
}

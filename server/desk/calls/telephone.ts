/** What the desk does with calls, turn by turn: see `channels/voice/protocol.ts`. */
import type {
  CallInput,
  CallStart,
  Script,
  StatusReport,
  Telephone,
  Verb,
} from '../../../channels/voice/index.ts'
import { findCallBySid, lockCall, updateCall } from '../../../db/calls.ts'
import type { Tx } from '../../../db/index.ts'
import type { CallRow } from '../../../db/schema/calls.ts'
import { findTicket } from '../../../db/tickets.ts'
import { say, type CallDeps, type Scene } from './call-deps.ts'
import { changeCall } from './call-state.ts'
import { finish, isFinal, isNews, leftMessage } from './finish.ts'
import { hear } from './hear.ts'
import { placeInLine } from './line.ts'
import { createOfficerLeg } from './officer-leg.ts'
import { lockBySid, openCall } from './open-call.ts'
import { prompt } from './prompts.ts'
import { scriptOf, stageAt, talkOf } from './talk.ts'
import { createChores } from './room/chores.ts'
import { createRoomNews } from './room/news.ts'
import { addTranscription, keepVoicemail, loseRecording } from './voicemail.ts'

/** Longer nobody waits gladly; then a message may be left. */
const longestWaitMs = 5 * 60_000

export function createTelephone(deps: CallDeps, wakeRecordings: () => void): Telephone {
  const { db, events } = deps
  const news = createRoomNews(deps, createChores(deps))

  /** In one transaction with the call locked; screens hear of it afterwards. Null when there is no such call. */
  async function withCall<T>(sid: string, work: (tx: Tx, call: CallRow) => Promise<T>): Promise<T | null> {
    const result = await db.write(async (tx) => {
      const call = await lockBySid(tx, sid)
      return call ? work(tx, call) : null
    })
    events.pump()
    return result
  }

  async function sceneOf(tx: Tx, call: CallRow): Promise<Scene> {
    const ticket = await findTicket(tx, call.ticket_id)
    if (!ticket) throw new Error('a call without its ticket')
    return { tx, deps, call, ticket, talk: talkOf(call), now: Date.now() }
  }

  async function nextTurn(tx: Tx, call: CallRow, input: CallInput): Promise<Script & { isSending: boolean }> {
    const scene = await sceneOf(tx, call)
    const { place, before } = await hear(scene, input)
    const { talk, now } = scene
    talk.place = place
    const turn = call.turn + 1
    const verbs = await prompt(scene, place, before)
    const script: Script = { language: scene.call.language, turn, verbs }
    const stage = stageAt(place)
    const change: Partial<CallRow> = {
      ...{ language: scene.call.language, turn, script: JSON.stringify(script), talk: JSON.stringify(talk) },
      // Whoever answered stays named, and so does the officer whose telephone rings.
      ...(place === 'over' ? {} : { stage }),
      ...(place === 'line' ? { agent_id: null } : {}),
    }
    const changed = await changeCall(tx, scene.call, change, now)
    if (place === 'over') await finish(tx, changed, now)
    return { ...script, isSending: scene.isSending ?? false }
  }

  async function report({ start, callId, status, seconds }: StatusReport): Promise<void> {
    const work = async (tx: Tx, call: CallRow) => {
      const now = Date.now()
      if (call.sid === null) await updateCall(tx, call.id, { sid: start.sid })
      if (!isNews(call.status, status)) return
      const known = await changeCall(tx, call, { status, sid: call.sid ?? start.sid }, now)
      if (!isFinal(status)) return
      // In a conference others may still talk when the officer who called has left.
      if (call.direction === 'outbound' && call.room_sid !== null) return
      // An officer who did not pick up was no citizen who did not answer.
      const isOfficer = call.direction === 'outbound' && call.stage === 'ringing' && status !== 'completed'
      await finish(
        tx,
        known,
        now,
        isOfficer ? { outcome: 'failed' } : call.direction === 'outbound' ? { seconds } : {},
      )
    }
    if (callId !== null) {
      await db.write(async (tx) => {
        const call = await lockCall(tx, callId)
        if (call && (call.sid === null || call.sid === start.sid)) await work(tx, call)
      })
      events.pump()
      return news.sweep(callId)
    }
    // The first webhook may have been lost: whoever rang and hung up is to be called back all the same.
    if ((await withCall(start.sid, work)) === null && (await openCall(deps, start)))
      await withCall(start.sid, work)
    await sweepBySid(start.sid)
  }

  async function sweepBySid(sid: string): Promise<void> {
    const call = await findCallBySid(db.read, sid)
    if (call?.is_room === 1) await news.sweep(call.id)
  }

  return {
    async begin(start: CallStart) {
      const call = await openCall(deps, start)
      if (!call) return goodbye
      if (isFinal(start.status)) await withCall(start.sid, (tx, locked) => finish(tx, locked, Date.now()))
      return call.stage === 'over' || isFinal(start.status) ? goodbye : scriptOf(call)
    },

    async turn(sid, turn, input) {
      const script = await withCall(sid, async (tx, call) => {
        if (input.recording && talkOf(call).place === 'record') {
          await keepVoicemail(tx, call, { ...input.recording, isReady: false }, Date.now())
          if (call.stage !== 'over') call = await keepTalk(tx, call, { hasMessage: true })
        }
        if (input.status !== null && isFinal(input.status)) await finish(tx, call, Date.now())
        if (call.stage === 'over' || (input.status !== null && isFinal(input.status))) return goodbye
        if (turn !== call.turn) return scriptOf(call)
        // The officer's own request has taken the caller elsewhere, and this answer is not asked for.
        if (input.queueResult?.startsWith('redirected')) return { ...scriptOf(call), verbs: [] }
        return nextTurn(tx, call, input)
      })
      if (script && 'isSending' in script && script.isSending) deps.onQueued()
      if (script === goodbye) await sweepBySid(sid)
      return script
    },

    hold: (sid) =>
      withCall(sid, async (tx, call) => {
        const scene = await sceneOf(tx, call)
        const { talk, now } = scene
        if (call.stage === 'over') return goodbye
        // An officer took the call, but Twilio could not be told: the line lets it go by itself.
        if (talk.ring.length > 0 || talk.leaving !== null) return inLine(call, [{ do: 'leave' }])
        if (now - (call.queued_at ?? now) > longestWaitMs) {
          await keepTalk(tx, call, { leaving: 'nobody' })
          return inLine(call, [{ do: 'leave' }])
        }
        return inLine(call, [{ do: 'hold', words: [say(scene, 'position', await placeInLine(scene))] }])
      }),

    leaveLine: (sid, digits) =>
      withCall(sid, async (tx, call) => {
        if (call.stage === 'over') return goodbye
        const wants = digits === '1' ? 'call-back' : digits === '2' ? 'message' : null
        const scene = await sceneOf(tx, call)
        if (wants === null || call.stage !== 'waiting')
          return inLine(call, [{ do: 'hold', words: [say(scene, 'position', await placeInLine(scene))] }])
        // A number that is withheld cannot be called back.
        const leaving = wants === 'call-back' && call.number === null ? 'message' : wants
        await keepTalk(tx, call, { leaving })
        return inLine(call, [{ do: 'leave' }])
      }),

    connect: (sid) =>
      withCall(sid, async (tx, call) => {
        const scene = await sceneOf(tx, call)
        if (call.stage === 'over') return goodbye
        const place = scene.talk.ring.length > 0 ? 'ring' : 'line'
        const before = [say(scene, place === 'ring' ? 'ringing' : 'stillInLine')]
        scene.talk.place = place
        const verbs = await prompt(scene, place, before)
        const script: Script = { language: call.language, turn: call.turn, verbs }
        await updateCall(tx, call.id, { script: JSON.stringify(script), talk: JSON.stringify(scene.talk) })
        return script
      }),

    report,

    async recorded({ callSid, recordingSid, status, seconds }) {
      if (status !== 'completed') return neverCame(recordingSid)
      const isKept = await withCall(callSid, async (tx, call) => {
        const now = Date.now()
        await keepVoicemail(tx, call, { sid: recordingSid, seconds, isReady: true }, now)
        await leftMessage(tx, call, now)
        if (call.stage !== 'over') await keepTalk(tx, call, { hasMessage: true })
        return true
      })
      if (isKept) wakeRecordings()
    },

    async transcribed(recordingSid, text) {
      await db.write((tx) => addTranscription(tx, recordingSid, text, Date.now()))
      events.pump()
    },

    ...createOfficerLeg(deps, sceneOf),
    ...news,
  }

  /** Twilio says so itself: nobody need wait two days for it. */
  async function neverCame(recordingSid: string): Promise<void> {
    await db.write((tx) => loseRecording(tx, recordingSid, Date.now()))
    events.pump()
  }

  async function keepTalk(tx: Tx, call: CallRow, change: object): Promise<CallRow> {
    const talk = JSON.stringify({ ...talkOf(call), ...change })
    await updateCall(tx, call.id, { talk })
    return { ...call, talk }
  }
}

/** Nobody is on the line any more, or nobody should be. */
const goodbye: Script = { language: 'id', turn: 0, verbs: [{ do: 'hang-up', words: [] }] }

function inLine(call: CallRow, verbs: Verb[]): Script {
  return { language: call.language, turn: call.turn, verbs }
}

import { ChannelError } from '../contract/channel.ts'
import { fetchFile } from '../lib/twilio-http.ts'
import { loadTwilio, toChannelError, type TwilioConfig } from '../lib/twilio.ts'
import { isEnd } from './fields.ts'
import { voicePaths } from './twiml.ts'

/** What the office asks of Twilio about calls. Each throws `ChannelError` in words an officer understands. */
export interface CallService {
  /** Takes a caller out of the line, to where `Telephone.connect` says. */
  redirect(sid: string): Promise<void>
  /** Rings an officer who is to call a citizen back; resolves with the CallSid. `to` is a number or a browser. */
  ringOfficer(call: { callId: number; to: string }): Promise<string>
  /** Rings an officer who is to join a call that goes on; resolves with the CallSid. */
  ringColleague(call: { callId: number; agentId: number; to: string }): Promise<string>
  /** Takes one of two who talk to the call's conference; the other follows by the document of their line. */
  moveToRoom(call: { callId: number; sid: string }): Promise<void>
  changeParticipant(roomSid: string, sid: string, change: ParticipantChange): Promise<void>
  removeParticipant(roomSid: string, sid: string): Promise<void>
  endRoom(roomSid: string): Promise<void>
  hangUp(sid: string): Promise<void>
  /** Whether a telephone rings and talks no more. */
  isOver(sid: string): Promise<boolean>
  /** Null when there is none (any more). */
  fetchRecording(sid: string): Promise<Buffer | null>
  /** One that is gone already is no error. */
  deleteRecording(sid: string): Promise<void>
}

/** `isHeld`: hears music and is not heard. */
export interface ParticipantChange {
  isHeld?: boolean
  isMuted?: boolean
}

/** Three minutes at 16 kB a second, and room. */
const maxRecordingBytes = 10 * 1024 * 1024
const secondsToRing = 30
const callEvents = ['initiated', 'ringing', 'answered', 'completed']

export function createCallService(config: TwilioConfig): CallService {
  let loading: ReturnType<typeof loadTwilio> | null = null
  const client = () => (loading ??= loadTwilio(config))
  const ours = (path: string) => config.baseUrl.replace(/\/+$/, '') + path
  const timeoutMs = config.timeoutMs ?? 15_000

  return {
    async redirect(sid) {
      await asked(async () =>
        (await client()).calls(sid).update({ url: ours(voicePaths.connect), method: 'POST' }),
      )
    },
    async ringOfficer({ callId, to }) {
      const call = await asked(async () =>
        (await client()).calls.create({
          to,
          from: config.phoneNumber ?? '',
          url: ours(`${voicePaths.back}?call=${callId}`),
          statusCallback: ours(`${voicePaths.status}?call=${callId}`),
          statusCallbackEvent: callEvents,
          timeout: secondsToRing,
        }),
      )
      return call.sid
    },
    async ringColleague({ callId, agentId, to }) {
      const call = await asked(async () =>
        (await client()).calls.create({
          to,
          from: config.phoneNumber ?? '',
          url: ours(`${voicePaths.officer}?call=${callId}&agent=${agentId}`),
          statusCallback: ours(`${voicePaths.leg}?call=${callId}`),
          statusCallbackEvent: ['completed'],
          timeout: secondsToRing,
        }),
      )
      return call.sid
    },
    async moveToRoom({ callId, sid }) {
      const url = ours(`${voicePaths.room}?call=${callId}`)
      await asked(async () => (await client()).calls(sid).update({ url, method: 'POST' }))
    },
    async changeParticipant(roomSid, sid, { isHeld, isMuted }) {
      const hold = isHeld === undefined ? {} : { hold: isHeld }
      const music = isHeld ? { holdUrl: ours(voicePaths.music), holdMethod: 'GET' } : {}
      const mute = isMuted === undefined ? {} : { muted: isMuted }
      await asked(async () =>
        (await client())
          .conferences(roomSid)
          .participants(sid)
          .update({ ...hold, ...music, ...mute }),
      )
    },
    removeParticipant: (roomSid, sid) =>
      unlessGone(async () => (await client()).conferences(roomSid).participants(sid).remove()),
    endRoom: (roomSid) =>
      unlessGone(async () => (await client()).conferences(roomSid).update({ status: 'completed' })),
    hangUp: (sid) => unlessGone(async () => (await client()).calls(sid).update({ status: 'completed' })),
    async isOver(sid) {
      let status = 'completed'
      await unlessGone(async () => void ({ status } = await (await client()).calls(sid).fetch()))
      return isEnd(status)
    },
    fetchRecording: (sid) =>
      fetchFile(config, `Recordings/${sid}.wav`, { timeoutMs, maxBytes: maxRecordingBytes }),
    deleteRecording: (sid) => unlessGone(async () => (await client()).recordings(sid).remove()),
  }
}

/** What is over or away already is as it should be. */
async function unlessGone(ask: () => Promise<unknown>): Promise<void> {
  try {
    await asked(ask)
  } catch (error) {
    if (!isGone(error)) throw error
  }
}

async function asked<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask()
  } catch (thrown) {
    if (isGone(thrown)) throw new CallGone()
    const error = toChannelError(thrown)
    if (!error.uncertain) throw error
    throw new ChannelError('Sambungan ke Twilio terputus; belum pasti telepon berdering.', {
      uncertain: true,
      cause: thrown,
    })
  }
}

/** The call is over, or was never there: 20404, or 21220 for one that cannot be redirected any more. */
class CallGone extends ChannelError {
  constructor() {
    super('Telepon ini sudah berakhir.', { permanent: true })
  }
}

function isGone(error: unknown): boolean {
  if (error instanceof CallGone) return true
  const { status, code } = error as { status?: unknown; code?: unknown }
  return status === 404 || code === 21220
}

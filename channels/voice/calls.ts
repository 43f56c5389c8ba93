import { ChannelError } from '../contract/channel.ts'
import { fetchFile } from '../lib/twilio-http.ts'
import { loadTwilio, toChannelError, type TwilioConfig } from '../lib/twilio.ts'
import { voicePaths } from './twiml.ts'

/** What the office asks of Twilio about calls. Each throws `ChannelError` in words an officer understands. */
export interface CallService {
  /** Takes a caller out of the line, to where `Telephone.connect` says. */
  redirect(sid: string): Promise<void>
  /** Rings an officer who is to call a citizen back; resolves with the CallSid. */
  ringOfficer(call: { callId: number; number: string }): Promise<string>
  /** Null when there is none (any more). */
  fetchRecording(sid: string): Promise<Buffer | null>
  /** One that is gone already is no error. */
  deleteRecording(sid: string): Promise<void>
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
    async ringOfficer({ callId, number }) {
      const call = await asked(async () =>
        (await client()).calls.create({
          to: number,
          from: config.phoneNumber ?? '',
          url: ours(`${voicePaths.back}?call=${callId}`),
          statusCallback: ours(`${voicePaths.status}?call=${callId}`),
          statusCallbackEvent: callEvents,
          timeout: secondsToRing,
        }),
      )
      return call.sid
    },
    fetchRecording: (sid) =>
      fetchFile(config, `Recordings/${sid}.wav`, { timeoutMs, maxBytes: maxRecordingBytes }),
    async deleteRecording(sid) {
      try {
        await asked(async () => (await client()).recordings(sid).remove())
      } catch (error) {
        if (!isGone(error)) throw error
      }
    },
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

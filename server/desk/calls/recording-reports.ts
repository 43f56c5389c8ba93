/** What Twilio reports of what callers recorded: that it is there, that it never will be, what was said. */
import type { Telephone } from '../../../channels/voice/index.ts'
import type { CallDeps } from './call-deps.ts'
import { keepTalk } from './call-state.ts'
import { leftMessage } from './finish.ts'
import type { LockedCalls } from './locked-calls.ts'
import { addTranscription, keepVoicemail, loseRecording } from './voicemail.ts'

export function createRecordingReports(
  { db }: Pick<CallDeps, 'db'>,
  calls: LockedCalls,
  wakeRecordings: () => void,
): Pick<Telephone, 'recorded' | 'transcribed'> {
  /** Nobody need wait two days for it. */
  async function neverCame(recordingSid: string): Promise<void> {
    await db.write((tx) => loseRecording(tx, recordingSid, Date.now()))
  }

  return {
    async recorded({ callSid, recordingSid, status, seconds }) {
      if (status !== 'completed') return neverCame(recordingSid)
      const isKept = await calls.bySid(callSid, async (tx, call) => {
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
    },
  }
}

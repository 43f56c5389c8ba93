/** What callers recorded, as Twilio keeps it: in memory, until the office deletes it. */
import { telephoneRate, wav } from '../../channels/lib/wav.ts'
import { newSid } from '../post-webhook.ts'

export interface Recording {
  sid: string
  url: string
  callSid: string
  seconds: number
  sound: Buffer
}

export type Recordings = ReturnType<typeof createRecordings>

const mostKept = 100

export function createRecordings(accountSid: string, faults: { isRecordingLost: boolean }) {
  const kept = new Map<string, Recording>()
  const reports = new Set<Promise<void>>()
  return {
    add(callSid: string, sound: Buffer | null, seconds: number): Recording {
      const sid = newSid('RE')
      const url = `https://api.twilio.com/2010-04-01/Accounts/${accountSid}/Recordings/${sid}`
      const recording = { sid, url, callSid, seconds, sound: sound ?? tone(seconds) }
      kept.set(sid, recording)
      const [oldest] = kept.keys()
      if (kept.size > mostKept && oldest) kept.delete(oldest)
      return recording
    },
    find: (sid: string) => (faults.isRecordingLost ? undefined : kept.get(sid)),
    remove: (sid: string) => kept.delete(sid),
    list: () => [...kept.values()],
    /** Tells the office a moment later, as Twilio does, unless nothing ever comes. */
    report(tell: () => Promise<void>) {
      if (faults.isRecordingLost) return
      const telling = tell().catch(() => undefined)
      reports.add(telling)
      void telling.finally(() => reports.delete(telling))
    },
  }
}

/** In place of a voice. */
function tone(seconds: number): Buffer {
  const samples = new Float64Array(Math.round(Math.max(0.2, seconds) * telephoneRate))
  samples.forEach((_, i) => (samples[i] = 0.2 * Math.sin((2 * Math.PI * 330 * i) / telephoneRate)))
  return wav(samples)
}

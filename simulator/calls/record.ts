/** `<Record>`: keeps what the caller says, and reports it when it is ready. */
import { HungUp, type Act, type Leg } from './leg.ts'
import type { LineDeps } from './line-deps.ts'
import type { Element } from './twiml.ts'

/** Gives back what Twilio posts; null when nobody said anything. */
export async function record(
  leg: Leg,
  verb: Element,
  url: string,
  deps: LineDeps,
): Promise<Record<string, string> | null> {
  leg.hear('line', '♪ beep')
  const { timeout = '5', recordingStatusCallback, transcribe, transcribeCallback } = verb.attributes
  const limit =
    deps.secondMs === null
      ? null
      : (Number(timeout) + Number(verb.attributes['maxLength'] ?? 3600)) * deps.secondMs
  const act = await leg.await({ kind: 'record' }, limit).catch((why: unknown) => why as Error)
  if (act instanceof Error) {
    // Who hangs up while speaking leaves what was said until then.
    if (act instanceof HungUp) await keep({ do: 'record', sound: null, seconds: 2, words: '' }, 'hangup')
    throw act
  }
  if (act.do !== 'record') return null
  leg.hear('caller', act.words || `[${act.seconds} s]`)
  return keep(act, '#')

  async function keep(said: Extract<Act, { do: 'record' }>, key: string) {
    const recording = deps.recordings.add(leg.view.sid, said.sound, said.seconds)
    const fields = {
      RecordingSid: recording.sid,
      RecordingUrl: recording.url,
      RecordingDuration: String(said.seconds),
    }
    if (key === 'hangup') {
      leg.change('completed')
      await deps.post(leg, new URL(verb.attributes['action'] ?? url, url).href, { ...fields, Digits: key })
    }
    deps.recordings.report(() => report(fields, said.words))
    return { ...fields, Digits: key }
  }

  async function report(fields: Record<string, string>, words: string): Promise<void> {
    if (recordingStatusCallback)
      await deps.post(leg, new URL(recordingStatusCallback, url).href, {
        ...fields,
        RecordingStatus: 'completed',
      })
    if (transcribe !== 'true' || !transcribeCallback) return
    await deps.post(leg, new URL(transcribeCallback, url).href, {
      ...fields,
      TranscriptionSid: (fields['RecordingSid'] ?? '').replace(/^RE/, 'TR'),
      TranscriptionStatus: words ? 'completed' : 'failed',
      TranscriptionText: words,
    })
  }
}

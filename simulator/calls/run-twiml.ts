/** Carries out TwiML on one line, as Twilio does: verb after verb, until one of them leads elsewhere. */
import { setTimeout as delay } from 'node:timers/promises'
import { HungUp, Redirected, type Act, type Leg } from './leg.ts'
import type { Recordings } from './recordings.ts'
import type { Rooms } from './rooms.ts'
import { readTwiml, TwimlFault, type Element } from './twiml.ts'

export interface LineDeps {
  /** Posts a signed webhook for this leg; resolves with its TwiML. Throws when the office cannot be reached. */
  post(leg: Leg, url: string, fields?: Record<string, string>): Promise<string>
  recordings: Recordings
  /** Rings telephones for a `<Dial>`; resolves when all is over. */
  dial(leg: Leg, verb: Element, url: string): Promise<{ status: string; seconds: number }>
  rooms: Rooms
  /** How long a second lasts; null: nobody is hurried, and silence must be played. */
  secondMs: number | null
}

/** How fast a voice speaks. */
const charactersASecond = 15

/** Runs what `url` answers, and all that it leads to. Resolves when the document ends: then Twilio hangs up. */
export async function runTwiml(leg: Leg, url: string, deps: LineDeps, fields = {}): Promise<void> {
  let next: { url: string; fields: Record<string, string> } | null = { url, fields }
  while (next) {
    const { url: at, fields: sent }: { url: string; fields: Record<string, string> } = next
    try {
      const document = await deps.post(leg, at, sent)
      next = await runVerbs(leg, readTwiml(document), at, deps, false)
    } catch (error) {
      if (error instanceof Redirected) next = { url: error.url, fields: {} }
      else if (error instanceof TwimlFault) {
        leg.hear('line', `An application error has occurred (${error.message})`)
        return
      } else throw error
    }
  }
}

type Next = { url: string; fields: Record<string, string> } | null
/** Out of the line, for which reason. */
class LeftLine extends Error {}

async function runVerbs(
  leg: Leg,
  verbs: Element[],
  url: string,
  deps: LineDeps,
  isInLine: boolean,
): Promise<Next> {
  const action = (verb: Element) => new URL(verb.attributes['action'] ?? url, url).href
  for (const verb of verbs) {
    if (leg.isHungUp()) throw new HungUp()
    switch (verb.name) {
      case 'Say':
      case 'Play':
      case 'Pause':
        speak(leg, verb)
        break
      case 'Gather': {
        const heard = await gather(leg, verb, deps)
        const isEmpty = !heard['Digits'] && !heard['SpeechResult']
        if (!isEmpty || verb.attributes['actionOnEmptyResult'] === 'true')
          return { url: action(verb), fields: heard }
        break
      }
      case 'Redirect':
        return { url: new URL(verb.text.trim(), url).href, fields: {} }
      case 'Hangup':
        throw new HungUp('office')
      case 'Leave':
        if (isInLine) throw new LeftLine()
        return null
      case 'Enqueue':
        return { url: action(verb), fields: await waitInLine(leg, verb, url, deps) }
      case 'Record': {
        const fields = await record(leg, verb, url, deps)
        // Twilio goes on with the next verb when nobody said anything.
        if (fields) return { url: action(verb), fields }
        break
      }
      case 'Dial': {
        const { status, seconds } = await dial(leg, verb, url, deps)
        const fields = { DialCallStatus: status, ...(seconds > 0 && { DialCallDuration: String(seconds) }) }
        if (verb.attributes['action']) return { url: action(verb), fields }
        break
      }
    }
  }
  return null
}

/** Into a conference, or to other telephones. */
async function dial(leg: Leg, verb: Element, url: string, deps: LineDeps) {
  const [room] = verb.children
  if (room?.name !== 'Conference') return deps.dial(leg, verb, url)
  const begun = Date.now()
  try {
    await deps.rooms.enter(leg, room, url)
  } catch (error) {
    // Twilio tells how it ended even when nobody is left to go on with.
    const action = verb.attributes['action']
    if (error instanceof HungUp && action) {
      leg.change('completed')
      await deps.post(leg, new URL(action, url).href, { DialCallStatus: 'completed' }).catch(() => '')
    }
    throw error
  }
  return { status: 'completed', seconds: Math.max(1, Math.round((Date.now() - begun) / 1000)) }
}

function speak(leg: Leg, verb: Element): void {
  if (verb.name === 'Say') leg.hear('office', verb.text.trim(), verb.attributes['language'])
  else if (verb.name === 'Play') leg.hear('line', `♪ ${verb.text.trim()}`)
}

async function gather(leg: Leg, verb: Element, deps: LineDeps): Promise<Record<string, string>> {
  const { input = 'dtmf', numDigits, timeout = '5' } = verb.attributes
  for (const child of verb.children) speak(leg, child)
  const spoken = verb.children.reduce(
    (sum, child) => sum + (child.name === 'Say' ? child.text.length : 300),
    0,
  )
  const seconds = spoken / charactersASecond + Number(timeout)
  const act = await leg.await(
    {
      kind: 'gather',
      keys: input.includes('dtmf'),
      speech: input.includes('speech'),
      digits: numDigits ? Number(numDigits) : null,
    },
    deps.secondMs === null ? null : seconds * deps.secondMs,
  )
  if (act.do === 'press') {
    leg.hear('caller', `[${act.keys}]`)
    const digits = act.keys
      .replace(/#$/, numDigits ? '#' : '')
      .slice(0, numDigits ? Number(numDigits) : undefined)
    return { Digits: digits, FinishedOnKey: act.keys.endsWith('#') ? '#' : '' }
  }
  if (act.do === 'say') {
    leg.hear('caller', act.words)
    return { SpeechResult: act.words, Confidence: '0.91' }
  }
  leg.hear('caller', '…')
  return {}
}

/** Music and announcements, again and again, until somebody takes the caller out or they leave. */
async function waitInLine(
  leg: Leg,
  verb: Element,
  url: string,
  deps: LineDeps,
): Promise<Record<string, string>> {
  const begun = Date.now()
  let wait: Next = { url: new URL(verb.attributes['waitUrl'] ?? url, url).href, fields: {} }
  const first = wait
  const queued = () => ({
    QueueSid: `QU${'0'.repeat(32)}`,
    QueueTime: String(Math.round((Date.now() - begun) / 1000)),
  })
  try {
    for (;;) {
      const at: NonNullable<Next> = wait ?? first
      const document = await deps.post(leg, at.url, { ...queued(), QueuePosition: '1', ...at.fields })
      wait = await runVerbs(leg, readTwiml(document), at.url, deps, true)
      // A loop that never waits for anything would turn as fast as it can.
      if (deps.secondMs !== null) await delay(deps.secondMs / 10)
    }
  } catch (error) {
    if (error instanceof LeftLine) return { ...queued(), QueueResult: 'leave' }
    const action = new URL(verb.attributes['action'] ?? url, url).href
    if (error instanceof Redirected) await deps.post(leg, action, { ...queued(), QueueResult: 'redirected' })
    if (error instanceof HungUp) {
      leg.change('completed')
      await deps.post(leg, action, { ...queued(), QueueResult: 'hangup' })
    }
    throw error
  }
}

async function record(
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

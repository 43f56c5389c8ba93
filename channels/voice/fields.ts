/** What Twilio's voice webhooks say, in the telephone's terms. Fields: https://www.twilio.com/docs/voice/twiml#request-parameters */
import { toE164 } from '../lib/phone.ts'
import type { TwilioParams } from '../lib/twilio-signature.ts'
import type {
  CallInput,
  CallStart,
  CallStatus,
  RecordingReport,
  RoomReport,
  StatusReport,
} from './protocol.ts'

/** Null when it names no call. */
export function readStart(params: TwilioParams): CallStart | null {
  const sid = first(params, 'CallSid')
  if (!isSid(sid)) return null
  const number = callerNumber(first(params, 'From'))
  const isAttested = /^TN-Validation-Passed-A/i.test(first(params, 'StirVerstat'))
  return {
    sid,
    number,
    attestation: number === null ? 'withheld' : isAttested ? 'attested' : 'shown',
    status: readStatus(params) ?? 'ringing',
  }
}

export function readInput(params: TwilioParams): CallInput {
  const recordingSid = first(params, 'RecordingSid') || sidIn(first(params, 'RecordingUrl'))
  return {
    digits: first(params, 'Digits')
      .replace(/[^\d*#]/g, '')
      .slice(0, 20),
    speech: first(params, 'SpeechResult').slice(0, longestSpeech),
    queueResult: first(params, 'QueueResult') || null,
    dialStatus: first(params, 'DialCallStatus') || null,
    recording: recordingSid ? { sid: recordingSid, seconds: count(params, 'RecordingDuration') ?? 0 } : null,
    status: readStatus(params),
  }
}

/** Null when it names no call or no state. */
export function readReport(params: TwilioParams, callId: number | null): StatusReport | null {
  const start = readStart(params)
  const status = readStatus(params)
  if (!start || !status) return null
  return { start, callId, status, seconds: count(params, 'CallDuration') }
}

/** Null when nothing has been recorded yet. */
export function readRecording(params: TwilioParams): RecordingReport | null {
  const status = first(params, 'RecordingStatus') || 'completed'
  const [callSid, recordingSid] = [first(params, 'CallSid'), first(params, 'RecordingSid')]
  if (!isSid(callSid) || !isSid(recordingSid)) return null
  if (status !== 'completed' && status !== 'absent' && status !== 'failed') return null
  return { callSid, recordingSid, status, seconds: count(params, 'RecordingDuration') ?? 0 }
}

const roomEvents = { 'participant-join': 'join', 'participant-leave': 'leave' } as const

/** Null for what else happens in a conference. */
export function readRoom(params: TwilioParams, callId: number): RoomReport | null {
  const name = first(params, 'StatusCallbackEvent')
  const event = Object.hasOwn(roomEvents, name) ? roomEvents[name as keyof typeof roomEvents] : null
  const [roomSid, legSid] = [first(params, 'ConferenceSid'), first(params, 'CallSid')]
  return event && isSid(roomSid) && isSid(legSid) ? { callId, roomSid, event, legSid } : null
}

/** The telephone it speaks of rings and talks no more. */
export function isOver(params: TwilioParams): boolean {
  const status = readStatus(params)
  return status !== null && isEnd(status)
}

/** Of a call's status in a webhook, or when Twilio is asked for it. */
export function isEnd(status: string): boolean {
  return !['queued', 'initiated', 'ringing', 'in-progress'].includes(status)
}

/** Empty where Twilio could write down nothing. */
export function readTranscription(params: TwilioParams): { recordingSid: string; text: string } {
  const isGood = first(params, 'TranscriptionStatus') === 'completed'
  const text = isGood ? first(params, 'TranscriptionText').slice(0, longestSpeech) : ''
  return { recordingSid: first(params, 'RecordingSid'), text }
}

export function first(params: TwilioParams, name: string): string {
  const value = [params[name] ?? ''].flat()[0] ?? ''
  // PostgreSQL stores no NUL in text, and lone surrogates are no UTF-8.
  return value.replaceAll('\0', '').toWellFormed().trim()
}

const longestSpeech = 2000

const statuses = new Set<string>([
  'queued',
  'initiated',
  'ringing',
  'in-progress',
  'completed',
  'busy',
  'failed',
  'no-answer',
  'canceled',
] satisfies CallStatus[])

function readStatus(params: TwilioParams): CallStatus | null {
  const status = first(params, 'CallStatus').toLowerCase()
  return statuses.has(status) ? (status as CallStatus) : null
}

/** What carriers write for a number that is withheld: words, or these numbers that nobody has. */
const withheld = /^\+?(?:266696687|7378742833|2562533|8656696|86282452253|1)?$/

function callerNumber(from: string): string | null {
  return withheld.test(from) || !/^[+\d]/.test(from) ? null : toE164(from)
}

function sidIn(url: string): string {
  return /\/Recordings\/(RE[0-9a-fA-F]{32})/.exec(url)?.[1] ?? ''
}

function isSid(text: string): boolean {
  return /^[A-Za-z]{2}[0-9A-Za-z]{1,98}$/.test(text)
}

function count(params: TwilioParams, name: string): number | null {
  const text = first(params, name)
  return /^\d{1,6}$/.test(text) ? Number(text) : null
}

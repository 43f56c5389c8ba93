import type { OptOut } from '../contract/parts.ts'

/**
 * Whether a message, as a whole, stops what the office sends to a number or takes it again; null when it is anything
 * else. `declared` is Twilio's `OptOutType`, which a messaging service with words of its own adds.
 */
export function optOutIn(kind: 'sms' | 'whatsapp', text: string, declared: string): OptOut | null {
  const said = declared.toUpperCase()
  if (said === 'STOP' || said === 'START') return said === 'STOP' ? 'stop' : 'start'
  const word = text
    .normalize('NFKC')
    .replace(/[\p{P}\p{S}\s]+/gu, ' ')
    .trim()
    .toUpperCase()
  if (stopWords.has(word) || (kind === 'sms' && twilioStopWords.has(word))) return 'stop'
  if (startWords.has(word) || (kind === 'sms' && twilioStartWords.has(word))) return 'start'
  return null
}

/**
 * Whether Twilio has answered the citizen by itself: by a messaging service's own words, or on an SMS of one English
 * word that it heeds on every number (https://www.twilio.com/docs/messaging/tutorials/advanced-opt-out).
 */
export function isConfirmedByTwilio(kind: 'sms' | 'whatsapp', text: string, declared: string): boolean {
  const word = text.trim().toUpperCase()
  return declared !== '' || (kind === 'sms' && (twilioStopWords.has(word) || twilioStartWords.has(word)))
}

/** On a whole message nobody means anything else by them. "Batal" is not among them: it answers many questions. */
const stopWords = new Set([
  ...['STOP', 'STOPALL', 'STOP ALL', 'UNSUBSCRIBE', 'OPTOUT', 'OPT OUT'],
  ...['BERHENTI', 'HENTI', 'HENTIKAN'],
])
const startWords = new Set(['START', 'UNSTOP', 'MULAI'])
/** Heeded by Twilio on SMS whatever the office makes of them. */
const twilioStopWords = new Set([
  ...['STOP', 'STOPALL', 'UNSUBSCRIBE', 'CANCEL', 'END', 'QUIT', 'REVOKE', 'OPTOUT'],
])
const twilioStartWords = new Set(['START', 'YES', 'UNSTOP'])

import type { Call, CallEvent } from '../../../server/wire/call.ts'
import type { T } from '../strings/index.ts'

/** What happened in a call, in the language of the screen. */
export function eventWords(t: T, event: CallEvent): string {
  const { kind, key = '', title = '', number = '', names = '', to = '', why = '' } = event
  const what = event.what ? t(`choice_${event.what}`) : ''
  const outcome = event.outcome ? outcomeWords(t, event.outcome, event.seconds) : ''
  const place = String(event.place ?? '')
  const duration = durationWords(t, event.seconds ?? 0)
  return t(`event_${kind}`, { key, what, title, number, names, to, why, place, duration, outcome })
}

/** How a call is now; `seconds` since it is so. */
export function stageWords(t: T, call: Call): string {
  const name = call.agent?.name ?? ''
  switch (call.stage) {
    case 'menu':
      return t('callMenu')
    case 'waiting':
      return t('callWaiting')
    case 'ringing':
      return t('callRinging', { name })
    case 'talking':
      return t(call.isHeld ? 'callOnHold' : 'callTalking', { name })
    case 'message':
      return t('callMessage')
    case 'over':
      return call.outcome ? outcomeWords(t, call.outcome, talkedSeconds(call)) : ''
  }
}

/** `4:05` */
export function clockOf(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds))
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`
}

function outcomeWords(t: T, outcome: NonNullable<Call['outcome']>, seconds = 0): string {
  const words = t(`callOver_${outcome}`)
  return outcome === 'answered' ? `${words}, ${durationWords(t, seconds)}` : words
}

function talkedSeconds({ answeredAt, endedAt }: Call): number {
  if (answeredAt === null || endedAt === null) return 0
  return Math.round((Date.parse(endedAt) - Date.parse(answeredAt)) / 1000)
}

function durationWords(t: T, seconds: number): string {
  const minutes = Math.floor(seconds / 60)
  const rest = { minutes: String(minutes), seconds: String(seconds % 60) }
  return minutes === 0 ? t('durationSeconds', rest) : t('durationMinutes', rest)
}

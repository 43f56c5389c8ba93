import { dayAfter, type Clock } from '../clock.ts'

const morning = '08:00'
/** Longer than any row of closed days. */
const daysLooked = 30

export interface SendTime {
  kind: 'opening' | 'morning' | 'monday'
  /** Milliseconds since 1970. */
  at: number
}

/**
 * What is offered to whoever sends later: when the office next opens, the morning of the next working day, and of the
 * next Monday that is one.
 */
export function sendTimes(clock: Clock, now: number): SendTime[] {
  const opening = clock.nextOpening(now)
  const mornings = morningsFrom(clock, now)
  const monday = mornings.find((at) => weekdayOf(clock.dayAt(at)) === 1)
  return [
    ...(opening === null ? [] : [{ kind: 'opening' as const, at: opening }]),
    ...mornings.slice(0, 1).map((at) => ({ kind: 'morning' as const, at })),
    ...(monday === undefined || monday === mornings[0] ? [] : [{ kind: 'monday' as const, at: monday }]),
  ]
}

function morningsFrom(clock: Clock, now: number): number[] {
  const found: number[] = []
  let day = dayAfter(clock.dayAt(now))
  for (let looked = 0; looked < daysLooked; looked++, day = dayAfter(day)) {
    const at = clock.instant(day, morning)
    if (clock.isOpen(at)) found.push(at)
  }
  return found
}

function weekdayOf(day: string): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay()
}

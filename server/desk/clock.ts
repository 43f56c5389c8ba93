/** Office time: when the office is open, when it opens again, and how far a number of open minutes reaches. */
import { closedFor, openSpansOf, type Calendar } from '../../templates/index.ts'

export interface Clock {
  timeZone: string
  isOpen(at: number): boolean
  /** When the office next begins to work, after `at`; null when the calendar has no such moment within a year. */
  nextOpening(at: number): number | null
  /** The moment by which the office has been open for so many minutes since `at`. */
  addOpenTime(at: number, minutes: number): number
  /** The day of a moment, `YYYY-MM-DD`, and the moment of a time (`HH:MM`) on a day. */
  dayAt(at: number): string
  instant(day: string, time: string): number
  /** The coming days, from the one of `at`, on which a holiday or leave closes the office. */
  closedDays(at: number, days: number): { date: string; name: string }[]
}

/** Open from the first to before the last millisecond. */
type Span = readonly [from: number, until: number]

const minuteMs = 60_000
const dayMs = 24 * 60 * minuteMs
/** A calendar without an open hour for that long is a mistake, and must not hold the process up. */
const longestLookDays = 366
const keptDays = 1_000

/** Times in milliseconds since 1970. `calendar` is asked anew each time: the office may change it. */
export function createClock(calendar: () => Calendar, timeZone: string): Clock {
  const { dayAt, instant } = inZone(timeZone)
  let known: { calendar: Calendar; days: Map<string, Span[]> } | null = null

  /** Worked out once a day of the calendar: every new ticket asks. */
  function spansOf(day: string): Span[] {
    const current = calendar()
    if (known?.calendar !== current || known.days.size >= keptDays)
      known = { calendar: current, days: new Map() }
    const spans =
      known.days.get(day) ??
      openSpansOf(current, day).map(({ from, until }): Span => [instant(day, from), instant(day, until)])
    known.days.set(day, spans)
    return spans
  }

  function* spansFrom(at: number): Generator<Span> {
    let day = dayAt(at)
    for (let looked = 0; looked <= longestLookDays; looked++, day = dayAfter(day))
      yield* spansOf(day).filter(([, until]) => until > at)
  }

  return {
    timeZone,
    dayAt,
    instant,
    isOpen: (at) => spansOf(dayAt(at)).some(([from, until]) => from <= at && at < until),
    nextOpening(at) {
      for (const [from] of spansFrom(at)) if (from > at) return from
      return null
    },
    addOpenTime(at, minutes) {
      let leftMs = minutes * minuteMs
      for (const [from, until] of spansFrom(at)) {
        const begins = Math.max(from, at)
        if (leftMs <= until - begins) return begins + leftMs
        leftMs -= until - begins
      }
      return at + minutes * minuteMs
    },
    closedDays(at, days) {
      const found: { date: string; name: string }[] = []
      let date = dayAt(at)
      for (let looked = 0; looked < days; looked++, date = dayAfter(date)) {
        const name = closedFor(calendar(), date)
        if (name !== null) found.push({ date, name })
      }
      return found
    },
  }
}

export function dayAfter(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + dayMs).toISOString().slice(0, 10)
}

/** Wall-clock time of a zone, also of one that sets its clocks. */
function inZone(timeZone: string) {
  const wall = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' })
  const offsetAt = (at: number) =>
    Date.parse(`${wall.format(at).replace(' ', 'T')}Z`) - Math.floor(at / 1000) * 1000

  return {
    /** `YYYY-MM-DD` */
    dayAt: (at: number) => wall.format(at).slice(0, 10),
    /** `time` is `HH:MM`. Where clocks are set on that day, the offset of the moment itself counts. */
    instant(day: string, time: string): number {
      const asIfUtc = Date.parse(`${day}T${time}:00Z`)
      return asIfUtc - offsetAt(asIfUtc - offsetAt(asIfUtc))
    },
  }
}

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

interface OfficeDay {
  spans: Span[]
  /** The date after. */
  next: string
}

const minuteMs = 60_000
const dayMs = 24 * 60 * minuteMs
/** A calendar without an open hour for that long is a mistake, and must not hold the process up. */
const longestLookDays = 366
const keptDays = 1_000

/** Times in milliseconds since 1970. `calendar` is asked anew each time: the office may change it. */
export function createClock(calendar: () => Calendar, timeZone: string): Clock {
  const { dayAt, instant } = inZone(timeZone)
  let known: { calendar: Calendar; days: Map<string, OfficeDay> } | null = null

  /** Worked out once a day of the calendar: every new ticket asks. */
  function officeDay(date: string): OfficeDay {
    const current = calendar()
    if (known?.calendar !== current || known.days.size >= keptDays)
      known = { calendar: current, days: new Map() }
    let day = known.days.get(date)
    if (!day) {
      const spans = openSpansOf(current, date)
      const spanOf = ({ from, until }: (typeof spans)[number]): Span => [
        instant(date, from),
        instant(date, until),
      ]
      known.days.set(date, (day = { spans: spans.map(spanOf), next: dayAfter(date) }))
    }
    return day
  }

  function* spansFrom(at: number): Generator<Span> {
    let day = officeDay(dayAt(at))
    for (let looked = 0; looked <= longestLookDays; looked++, day = officeDay(day.next)) {
      for (const span of day.spans) if (span[1] > at) yield span
    }
  }

  return {
    timeZone,
    dayAt,
    instant,
    isOpen: (at) => officeDay(dayAt(at)).spans.some(([from, until]) => from <= at && at < until),
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
  let last = { minute: -1, day: '' }

  return {
    /** `YYYY-MM-DD`; asked again in the same minute, it need not be worked out: days begin with a minute everywhere. */
    dayAt(at: number): string {
      const minute = Math.floor(at / minuteMs)
      if (last.minute !== minute) last = { minute, day: wall.format(at).slice(0, 10) }
      return last.day
    },
    /** `time` is `HH:MM`. Where clocks are set on that day, the offset of the moment itself counts. */
    instant(day: string, time: string): number {
      const asIfUtc = Date.parse(`${day}T${time}:00Z`)
      return asIfUtc - offsetAt(asIfUtc - offsetAt(asIfUtc))
    },
  }
}

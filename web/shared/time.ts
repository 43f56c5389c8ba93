import type { Language } from './i18n.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const locales = { id: 'id-ID', en: 'en-GB' } as const
const justNow = { id: 'baru saja', en: 'just now' } as const

/** ISO time → `baru saja`, `5 mnt`, `3 j`, `kemarin`, `12 Nov`: short enough for the edge of a row. */
export function shortAge(iso: string, language: Language, now = Date.now()): string {
  const age = now - Date.parse(iso)
  if (age < minuteMs) return justNow[language]
  if (age < hourMs) return `${Math.floor(age / minuteMs)} ${language === 'id' ? 'mnt' : 'min'}`
  const days = daysBetween(new Date(iso), new Date(now))
  if (days === 0) return `${Math.floor(age / hourMs)} ${language === 'id' ? 'jam' : 'h'}`
  if (days === 1) return language === 'id' ? 'kemarin' : 'yesterday'
  const sameYear = new Date(iso).getFullYear() === new Date(now).getFullYear()
  return format(iso, language, { day: 'numeric', month: 'short', ...(sameYear ? {} : { year: 'numeric' }) })
}

/** ISO time → `Hari ini`, `Kemarin`, `Selasa, 24 November 2026`: the line between two days of a thread. */
export function dayName(iso: string, language: Language, now = Date.now()): string {
  const days = daysBetween(new Date(iso), new Date(now))
  if (days === 0) return language === 'id' ? 'Hari ini' : 'Today'
  if (days === 1) return language === 'id' ? 'Kemarin' : 'Yesterday'
  return format(iso, language, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' })
}

/** ISO time → `09.41` (Indonesian) or `09:41`. */
export function clockTime(iso: string, language: Language): string {
  return format(iso, language, { timeStyle: 'short' })
}

/** ISO time → full date and time, for titles and screen readers; by the reader's clock unless another `timeZone` is said. */
export function fullTime(iso: string, language: Language, timeZone?: string): string {
  return format(iso, language, { dateStyle: 'full', timeStyle: 'short', timeZone })
}

/** ISO time → `24 Nov 2026, 12.42`. */
export function shortTime(iso: string, language: Language): string {
  return format(iso, language, { dateStyle: 'medium', timeStyle: 'short' })
}

/** ISO time of the coming days → `08.00` today, `Sen 08.00` within a week, else `30 Nov 08.00`; by the reader's clock unless another `timeZone` is said. */
export function soonTime(iso: string, language: Language, now = Date.now(), timeZone?: string): string {
  const time = format(iso, language, { timeStyle: 'short', timeZone })
  // As Swedes write it: 2026-11-30.
  const midnight = (at: string | number) => Date.parse(new Date(at).toLocaleDateString('sv-SE', { timeZone }))
  const days = (midnight(iso) - midnight(now)) / (24 * hourMs)
  if (days === 0) return time
  const day: Intl.DateTimeFormatOptions =
    days > 0 && days < 7 ? { weekday: 'short' } : { day: 'numeric', month: 'short' }
  return `${format(iso, language, { ...day, timeZone })} ${time}`
}

/** ISO date or bare year → `1 Mar 2027`; what is no date comes back as it is. */
export function shortDate(value: string, language: Language): string {
  if (!/^\d{4}-\d{2}-\d{2}/.test(value) || Number.isNaN(Date.parse(value))) return value
  // A date without a time is a day on the calendar, not an instant.
  const timeZone = value.length === 10 ? 'UTC' : undefined
  return format(value, language, { day: 'numeric', month: 'short', year: 'numeric', timeZone })
}

export function isSameDay(one: string, other: string): boolean {
  return daysBetween(new Date(one), new Date(other)) === 0
}

function daysBetween(from: Date, to: Date): number {
  const midnight = (date: Date) => Date.UTC(date.getFullYear(), date.getMonth(), date.getDate())
  return Math.round((midnight(to) - midnight(from)) / (24 * hourMs))
}

function format(iso: string, language: Language, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(locales[language], options).format(new Date(iso))
}

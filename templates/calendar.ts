import { z } from 'zod'
import type { Fault } from './fault.ts'
import { lineAt } from './fault.ts'
import type { Sources } from './sources.ts'
import { parseYaml, type YamlFile } from './yaml-file.ts'

export const calendarFile = 'calendar.yaml'

/** From Sunday, as JavaScript counts. */
export const weekdays = [
  'sunday',
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
] as const

const Line = z.string().trim().min(1)
const Day = z.iso.date()
const Span = z
  .string()
  .regex(/^(?:[01]\d|2[0-3]):[0-5]\d-(?:[01]\d|2[0-3]):[0-5]\d$/, 'must be like 07:30-16:00')
  .transform((text) => ({ from: text.slice(0, 5), until: text.slice(6) }))
const DaySpans = z
  .array(Span)
  .max(6)
  .refine(
    (spans) =>
      spans.every(({ from, until }, index) => from < until && (spans[index - 1]?.until ?? '') < from),
    'the spans of a day must follow one another',
  )
const Week = z.strictObject({
  monday: DaySpans,
  tuesday: DaySpans,
  wednesday: DaySpans,
  thursday: DaySpans,
  friday: DaySpans,
  saturday: DaySpans,
  sunday: DaySpans,
})
const known = { source: Line, asOf: z.string().regex(/^\d{4}$/), verified: z.boolean() }
const Year = z
  .strictObject({
    year: z.int().min(2020).max(2100),
    source: Line,
    asOf: z.string().regex(/^\d{4}$/),
    /** Reckoned before the decree was out. */
    provisional: z.boolean(),
    holidays: z.record(Day, Line),
    collectiveLeave: z.record(Day, Line),
  })
  .refine(
    ({ year, holidays, collectiveLeave }) =>
      [...Object.keys(holidays), ...Object.keys(collectiveLeave)].every((day) => day.startsWith(`${year}-`)),
    'every day must lie in its year',
  )
const Minutes = z.number().positive()
const ByPriority = z.strictObject({ urgent: Minutes, high: Minutes, normal: Minutes, low: Minutes })
const CalendarFile = z.strictObject({
  week: z.strictObject({ ...known, hours: Week }),
  specialHours: z.array(
    z
      .strictObject({ ...known, name: Line, from: Day, until: Day, hours: Week })
      .refine(({ from, until }) => from <= until, 'ends before it begins'),
  ),
  years: z
    .array(Year)
    .min(1)
    .refine(
      (years) => years.every(({ year }, index) => index === 0 || year === years[index - 1]!.year + 1),
      'years must follow one another',
    ),
  serviceLevels: z.strictObject({
    firstReplyMinutes: ByPriority,
    resolutionMinutes: ByPriority,
    chatFirstReplyMinutes: Minutes,
  }),
})

/** The office's hours, holidays and promises. */
export type Calendar = z.infer<typeof CalendarFile>
/** A part of a day during which the office is open, `HH:MM` in the office's own time. */
export type OpenSpan = z.infer<typeof Span>

export function readCalendar(sources: Sources): YamlFile<Calendar> {
  return parseYaml(calendarFile, sources.get(calendarFile) ?? '', CalendarFile)
}

/** The spans of a day, `YYYY-MM-DD`; none when the office is closed. Beyond the last year no holiday is known. */
export function openSpansOf(calendar: Calendar, day: string): readonly OpenSpan[] {
  if (closedFor(calendar, day)) return []
  const special = calendar.specialHours.find(({ from, until }) => from <= day && day <= until)
  const weekday = weekdays[new Date(`${day}T00:00:00Z`).getUTCDay()]!
  return (special ?? calendar.week).hours[weekday]
}

/** The holiday or leave that closes the office on a day; null when none does. */
export function closedFor(calendar: Calendar, day: string): string | null {
  const year = calendar.years.find((one) => day.startsWith(`${one.year}-`))
  return year?.holidays[day] ?? year?.collectiveLeave[day] ?? null
}

/** Decrees come in autumn: that long before the end somebody has to enter the next year. */
const noticeDays = 60

/** A calendar that is about to end would call every coming holiday a working day. */
export function checkCalendar(sources: Sources, calendar: Calendar, today: string): Fault[] {
  const last = calendar.years.at(-1)!.year
  const daysLeft = (Date.parse(`${last}-12-31`) - Date.parse(today)) / 86_400_000
  if (daysLeft > noticeDays) return []
  const source = sources.get(calendarFile) ?? ''
  const line = lineAt(source, Math.max(0, source.lastIndexOf('year: ')))
  const message = `years: the calendar ends with ${last}; add the holidays of ${last + 1}`
  return [{ file: calendarFile, line, message }]
}

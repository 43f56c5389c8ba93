/** Office time, from the calendar as it stands and from ones made up here. Times without a zone are Jakarta's. */
import { describe, expect, it } from 'vitest'
import { createClock } from '../../server/desk/clock.ts'
import { sendTimes } from '../../server/desk/later/times.ts'
import { createDeadlines } from '../../server/desk/deadlines.ts'
import { formatMoment, loadLibrary, type Calendar } from '../../templates/index.ts'

const { calendar } = loadLibrary()
const clock = clockOf(calendar)

function clockOf(one: Calendar, timeZone = 'Asia/Jakarta') {
  return createClock(() => one, timeZone)
}
const at = (local: string, offset = '+07:00') => Date.parse(`${local}:00${offset}`)
const local = (millis: number | null, hours = 7) =>
  millis === null ? null : new Date(millis + hours * 3600_000).toISOString().slice(0, 16)

describe('the office is', () => {
  it.each([
    ['closed before it opens', '2026-11-25T07:29', false, '2026-11-25T07:30'],
    ['open from its first minute', '2026-11-25T07:30', true, '2026-11-26T07:30'],
    ['open over noon from Monday to Thursday', '2026-11-26T12:15', true, '2026-11-27T07:30'],
    ['open until its last minute', '2026-11-25T15:59', true, '2026-11-26T07:30'],
    ['closed at the hour of closing', '2026-11-25T16:00', false, '2026-11-26T07:30'],
    ['closed at midnight', '2026-11-25T00:00', false, '2026-11-25T07:30'],
    ['open on Friday until the break', '2026-11-27T11:29', true, '2026-11-27T13:00'],
    ['closed in the Friday break', '2026-11-27T11:30', false, '2026-11-27T13:00'],
    ['open again after it', '2026-11-27T13:00', true, '2026-11-30T07:30'],
    ['closed from Friday evening', '2026-11-27T18:00', false, '2026-11-30T07:30'],
    ['closed on Saturday', '2026-11-28T10:00', false, '2026-11-30T07:30'],
    ['closed on Independence Day', '2026-08-17T10:00', false, '2026-08-18T07:30'],
    ['closed over Lebaran with its leave', '2026-03-18T09:00', false, '2026-03-25T07:30'],
    ['closed on collective leave and Christmas', '2026-12-24T09:00', false, '2026-12-28T07:30'],
    ['closed over the end of the year', '2026-12-31T16:30', false, '2027-01-04T07:30'],
  ])('%s (%s)', (_what, moment, isOpen, next) => {
    expect(clock.isOpen(at(moment))).toBe(isOpen)
    expect(local(clock.nextOpening(at(moment)))).toBe(next)
  })

  it('closed a millisecond before it opens', () => {
    const opening = at('2026-11-25T07:30')
    expect(clock.isOpen(opening - 1)).toBe(false)
    expect(clock.nextOpening(opening - 1)).toBe(opening)
  })

  it('open by hours of their own on special days', () => {
    const hours = { ...calendar.week.hours, monday: [{ from: '08:00', until: '15:00' }] }
    const about = { name: 'Ramadan', source: 'x', asOf: '2027', verified: true }
    const ramadan = { ...about, from: '2027-02-08', until: '2027-03-09', hours }
    const fasting = clockOf({ ...calendar, specialHours: [ramadan] })
    expect(fasting.isOpen(at('2027-02-08T07:45'))).toBe(false)
    expect(fasting.isOpen(at('2027-02-08T15:30'))).toBe(false)
    expect(fasting.isOpen(at('2027-02-01T07:45'))).toBe(true)
    expect(local(fasting.nextOpening(at('2027-02-07T12:00')))).toBe('2027-02-08T08:00')
  })

  it('asked of the calendar of the moment, not of the start', () => {
    let current = calendar
    const live = createClock(() => current, 'Asia/Jakarta')
    const moment = at('2026-11-25T10:00')
    expect(live.isOpen(moment)).toBe(true)
    const [year, next] = calendar.years as [Calendar['years'][number], Calendar['years'][number]]
    const holidays = { ...year.holidays, '2026-11-25': 'Hari Guru' }
    current = { ...calendar, years: [{ ...year, holidays }, next] }
    expect(live.isOpen(moment)).toBe(false)
  })

  it('never open by a calendar without hours, and nobody waits for it without end', () => {
    const { sunday } = calendar.week.hours
    const names = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']
    const hours = Object.fromEntries(names.map((day) => [day, sunday])) as Calendar['week']['hours']
    const shut = clockOf({ ...calendar, week: { ...calendar.week, hours } })
    const moment = at('2026-11-25T10:00')
    expect(shut.nextOpening(moment)).toBeNull()
    expect(shut.addOpenTime(moment, 60)).toBe(moment + 3600_000)
  })

  it.each([
    ['Asia/Jayapura', '2026-11-25T07:30', '+09:00'],
    ['America/New_York', '2026-03-09T07:30', '-04:00'],
    ['America/New_York', '2026-03-06T07:30', '-05:00'],
  ])('open by the time of its own zone, %s', (timeZone, moment, offset) => {
    const there = clockOf(calendar, timeZone)
    expect(there.isOpen(at(moment, offset))).toBe(true)
    expect(there.isOpen(at(moment, offset) - 1)).toBe(false)
  })
})

describe('open time', () => {
  it.each([
    ['within a day', '2026-11-25T09:00', 120, '2026-11-25T11:00'],
    ['from before opening', '2026-11-25T05:00', 120, '2026-11-25T09:30'],
    ['up to the minute of closing', '2026-11-25T14:00', 120, '2026-11-25T16:00'],
    ['into the next day', '2026-11-25T15:00', 120, '2026-11-26T08:30'],
    ['over the Friday break', '2026-11-27T11:00', 60, '2026-11-27T13:30'],
    ['over a weekend', '2026-11-27T15:30', 60, '2026-11-30T08:00'],
    ['over Christmas', '2026-12-23T15:30', 60, '2026-12-28T08:00'],
    ['over the end of the year', '2026-12-31T15:30', 60, '2027-01-04T08:00'],
    ['a working day', '2026-11-25T10:00', 510, '2026-11-26T10:00'],
  ])('%s', (_what, moment, minutes, end) => {
    expect(local(clock.addOpenTime(at(moment), minutes))).toBe(end)
  })
})

describe('deadlines', () => {
  const deadlines = createDeadlines(clock, () => calendar)
  const due = (priority: 'urgent' | 'normal', channel: 'email' | 'chat') =>
    deadlines({ priority, channel, created_at: at('2026-11-25T10:00') })

  it('are a working day for a first reply, five until it is done', () => {
    const { first_reply_due_at: first, resolution_due_at: done } = due('normal', 'email')
    expect([local(first), local(done)]).toEqual(['2026-11-26T10:00', '2026-12-02T11:30'])
  })
  it('are sooner for what is urgent, and soonest for whoever waits at a window', () => {
    expect(local(due('urgent', 'email').first_reply_due_at)).toBe('2026-11-25T12:00')
    expect(local(due('normal', 'chat').first_reply_due_at)).toBe('2026-11-25T10:05')
  })
})

describe('what is sent later', () => {
  it.each([
    [
      'on a Thursday evening',
      '2026-11-26T17:00',
      ['2026-11-27T07:30', '2026-11-27T08:00', '2026-11-30T08:00'],
    ],
    ['on a Friday at noon', '2026-11-27T12:00', ['2026-11-27T13:00', '2026-11-30T08:00']],
    ['before Christmas', '2026-12-23T17:00', ['2026-12-28T07:30', '2026-12-28T08:00']],
    ['before Lebaran', '2026-03-17T17:00', ['2026-03-25T07:30', '2026-03-25T08:00', '2026-03-30T08:00']],
  ])('goes on a working day (%s)', (_what, moment, times) => {
    expect(sendTimes(clock, at(moment)).map((time) => local(time.at))).toEqual(times)
  })
})

describe('a moment in words', () => {
  it.each([
    ['Asia/Jakarta', 'id', 'Senin, 30 November 2026 pukul 07.30 WIB'],
    ['Asia/Jakarta', 'en', 'Monday, 30 November 2026 at 07:30 WIB'],
    ['Asia/Makassar', 'id', 'Senin, 30 November 2026 pukul 08.30 WITA'],
    ['Asia/Jayapura', 'en', 'Monday, 30 November 2026 at 09:30 WIT'],
  ] as const)('%s, %s', (timeZone, language, words) => {
    expect(formatMoment(at('2026-11-30T07:30'), timeZone, language)).toBe(words)
  })
})

import { describe, expect, it } from 'vitest'
import { fill } from '../../../web/shared/i18n.ts'
import { dayName, fullTime, shortAge, shortDate, soonTime } from '../../../web/shared/time.ts'
import { fileSize } from '../../../web/console/lib/file-size.ts'
import { fromField, toField } from '../../../web/console/lib/time-field.ts'
import { strings } from '../../../web/console/strings/index.ts'

const now = new Date(2026, 10, 24, 12, 0).getTime()
const before = (minutes: number) => new Date(now - minutes * 60_000).toISOString()

describe('ages', () => {
  it('are short and grow with time', () => {
    expect(shortAge(before(0), 'id', now)).toBe('baru saja')
    expect(shortAge(before(5), 'id', now)).toBe('5 mnt')
    expect(shortAge(before(180), 'en', now)).toBe('3 h')
    expect(shortAge(before(60 * 20), 'id', now)).toBe('kemarin')
    expect(shortAge(before(60 * 24 * 12), 'id', now)).toBe('12 Nov')
  })

  it('name today and yesterday by the calendar, not by 24 hours', () => {
    expect(dayName(before(60 * 11), 'id', now)).toBe('Hari ini')
    expect(dayName(before(60 * 13), 'id', now)).toBe('Kemarin')
  })

  it('of what is to come name the day when it is not today', () => {
    const after = (hours: number) => before(-60 * hours)
    expect(soonTime(after(2), 'id', now)).toBe('14.00')
    expect(soonTime(after(20), 'id', now)).toBe('Rab 08.00')
    expect(soonTime(after(24 * 6), 'en', now)).toBe('Mon 12:00')
    expect(soonTime(after(24 * 7), 'id', now)).toBe('1 Des 12.00')
  })

  it('is said by the clock of another place', () => {
    const opens = '2026-11-27T00:30:00.000Z'
    const at = Date.parse('2026-11-26T17:30:00.000Z')
    expect(soonTime(opens, 'id', at, 'Asia/Jakarta')).toBe('07.30')
    expect(soonTime(opens, 'id', at - 3600_000, 'Asia/Jakarta')).toMatch(/^Jum 07[.]30$/)
    expect(fullTime(opens, 'id', 'Asia/Jakarta')).toBe('Jumat, 27 November 2026 pukul 07.30')
  })

  it('pass through a field for a time of one’s own', () => {
    expect(fromField('2026-11-30T08:00')).toBe(new Date(2026, 10, 30, 8, 0).toISOString())
    expect(toField(Date.parse(fromField('2026-11-30T08:00')))).toBe('2026-11-30T08:00')
  })

  it('leave a bare year as it is', () => {
    expect(shortDate('2024', 'id')).toBe('2024')
    expect(shortDate('2027-03-01', 'id')).toBe('1 Mar 2027')
  })
})

describe('words', () => {
  it('fill in what is known and keep the rest', () => {
    expect(fill('{name} lewat {channel}', { name: 'Budi' })).toBe('Budi lewat {channel}')
  })

  it('use the same values in both languages', () => {
    const names = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(([name]) => name).sort()
    for (const { id, en } of Object.values(strings)) expect(names(en)).toEqual(names(id))
  })

  it('write sizes with the decimal sign of the language', () => {
    expect(fileSize(1_420_000, 'id')).toBe('1,4 MB')
    expect(fileSize(1_420_000, 'en')).toBe('1.4 MB')
    expect(fileSize(12, 'id')).toBe('1 KB')
  })
})

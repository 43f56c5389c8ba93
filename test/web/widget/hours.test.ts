import { expect, it } from 'vitest'
import { isOpenAt } from '../../../web/widget/hours.ts'

const hours = 'hari kerja pukul 07.30-16.00 WIB'
const at = (iso: string) => isOpenAt(hours, new Date(iso))

it('knows by the office’s own clock, wherever the citizen is', () => {
  expect(at('2026-11-25T07:29:59+07:00')).toBe(false)
  expect(at('2026-11-25T07:30:00+07:00')).toBe(true)
  expect(at('2026-11-25T08:59:00Z')).toBe(true)
  expect(at('2026-11-25T16:00:00+07:00')).toBe(false)
})

it('is closed at the weekend', () => {
  expect(at('2026-11-27T10:00:00+07:00')).toBe(true)
  expect(at('2026-11-28T10:00:00+07:00')).toBe(false)
  expect(at('2026-11-29T10:00:00+07:00')).toBe(false)
  expect(at('2026-11-29T23:00:00Z')).toBe(false) // Monday 06.00 there
})

it('reckons by the zone that is named', () => {
  const there = 'Hari kerja 08.00–15.00 WIT'
  expect(isOpenAt(there, new Date('2026-11-25T00:00:00Z'))).toBe(true)
  expect(isOpenAt(there, new Date('2026-11-25T06:00:00Z'))).toBe(false)
})

it('claims nothing about a sentence it does not understand', () => {
  for (const sentence of ['Senin-Kamis 07.30-16.00 WIB, Jumat 07.30-16.30 WIB', 'hari kerja', '', '07.30'])
    expect(isOpenAt(sentence, new Date('2026-11-25T03:00:00Z'))).toBeNull()
})

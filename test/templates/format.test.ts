import { describe, expect, it } from 'vitest'
import { plainCharacters } from '../../templates/format.ts'
import { smsSegments } from '../../templates/index.ts'

describe('the length of an SMS', () => {
  it('counts 160 septets alone and 153 each when joined', () => {
    expect(smsSegments('a'.repeat(160))).toBe(1)
    expect(smsSegments('a'.repeat(161))).toBe(2)
    expect(smsSegments('a'.repeat(459))).toBe(3)
    expect(smsSegments('a'.repeat(460))).toBe(4)
  })

  it('counts a bracket twice and falls to 70 or 67 units for any other character', () => {
    expect(smsSegments('['.repeat(80))).toBe(1)
    expect(smsSegments('['.repeat(81))).toBe(2)
    expect(smsSegments('–'.repeat(70))).toBe(1)
    expect(smsSegments('–'.repeat(71))).toBe(2)
    expect(smsSegments(plainCharacters('“Rp350.000 – Rp650.000” …'.repeat(5)))).toBe(1)
  })
})

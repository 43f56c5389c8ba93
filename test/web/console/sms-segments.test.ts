import { describe, expect, it } from 'vitest'
import { smsSegments } from '../../../web/console/lib/sms-segments.ts'

describe('smsSegments', () => {
  it('costs nothing when there is nothing', () => {
    expect(smsSegments('')).toMatchObject({ segments: 0, left: 160 })
  })

  it('fits 160 plain characters in one segment and needs two for one more', () => {
    expect(smsSegments('a'.repeat(160))).toMatchObject({ encoding: 'GSM-7', segments: 1, left: 0 })
    expect(smsSegments('a'.repeat(161))).toMatchObject({ segments: 2, left: 153 - 8 })
  })

  it('counts an extension character twice and never splits it', () => {
    expect(smsSegments('€'.repeat(80))).toMatchObject({ segments: 1, left: 0 })
    expect(smsSegments('a'.repeat(152) + '€'.repeat(10))).toMatchObject({ segments: 2, left: 153 - 20 })
  })

  it('turns to UCS-2 for one character outside the alphabet', () => {
    expect(smsSegments(`${'a'.repeat(69)}“`)).toMatchObject({ encoding: 'UCS-2', segments: 1, left: 0 })
    expect(smsSegments(`${'a'.repeat(70)}“`)).toMatchObject({ encoding: 'UCS-2', segments: 2 })
  })

  it('keeps the two halves of an emoji in one segment', () => {
    expect(smsSegments(`${'a'.repeat(66)}🙏${'a'.repeat(10)}`)).toMatchObject({ segments: 2, left: 67 - 12 })
  })
})

import { describe, expect, it } from 'vitest'
import { countSegments } from '../../../channels/lib/sms-segments.ts'

describe('the number of SMS a text takes', () => {
  it.each([
    ['nothing', '', 'GSM-7', 0, 160],
    ['a full GSM-7 message', 'a'.repeat(160), 'GSM-7', 1, 0],
    ['one letter more', 'a'.repeat(161), 'GSM-7', 2, 145],
    ['a full GSM-7 message with a euro sign', 'a'.repeat(158) + '€', 'GSM-7', 1, 0],
    [
      'an escape that would be torn by the end of a part',
      'a'.repeat(152) + '€' + 'a'.repeat(20),
      'GSM-7',
      2,
      131,
    ],
    ['an emoji', 'a'.repeat(68) + '🙏', 'UCS-2', 1, 0],
    ['an emoji that would be torn by the end of a part', 'a'.repeat(66) + '🙏🙏🙏', 'UCS-2', 2, 61],
    ['curly quotes', '“Syarat”', 'UCS-2', 1, 62],
    ['the longest text', 'a'.repeat(1600), 'GSM-7', 11, 83],
  ])('%s', (_name, text, encoding, segments, left) => {
    expect(countSegments(text)).toMatchObject({ encoding, segments, left })
  })
})

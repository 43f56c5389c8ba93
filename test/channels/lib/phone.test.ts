import { describe, expect, it } from 'vitest'
import { maskPhone, toE164 } from '../../../channels/lib/phone.ts'

describe('phone numbers', () => {
  it.each([
    ['081234567890', '+6281234567890'],
    ['6281234567890', '+6281234567890'],
    ['+6281234567890', '+6281234567890'],
    ['+62 812-3456-789', '+628123456789'],
    ['+62 (0)812 3456789', '+628123456789'],
    ['00628123456789', '+628123456789'],
    ['0812.3456.789', '+628123456789'],
    ['(021) 3451234', '+62213451234'],
    ['+15005550001', '+15005550001'],
    ['+44 20 7946 0958', '+442079460958'],
  ])('reads %s as %s', (text, e164) => expect(toE164(text)).toBe(e164))

  it.each([
    '',
    'abc',
    '+1',
    '110',
    'TELKOMSEL',
    'telepon 08123456789 ya',
    '+62812345678901234567',
    '9'.repeat(500),
  ])('finds no number in %j', (text) => expect(toE164(text)).toBeNull())

  it('hides the middle of a number', () => {
    expect(maskPhone('+628123456789')).toBe('+62812****789')
    expect(maskPhone('12345')).toBe('*****')
  })
})

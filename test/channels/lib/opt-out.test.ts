import { describe, expect, it } from 'vitest'
import { isConfirmedByTwilio, optOutIn } from '../../../channels/lib/opt-out.ts'

describe('a text that is one word as a whole', () => {
  it.each([
    'STOP',
    'stop.',
    ' Berhenti! ',
    'HENTI',
    'hentikan',
    '"BERHENTI"',
    'Unsubscribe',
    'stop all',
    'ｓｔｏｐ',
  ])('stops what the office sends: %s', (text) => {
    expect(optOutIn('sms', text, '')).toBe('stop')
    expect(optOutIn('whatsapp', text, '')).toBe('stop')
  })

  it.each(['START', 'mulai', 'Mulai.', 'unstop'])('takes it again: %s', (text) => {
    expect(optOutIn('sms', text, '')).toBe('start')
    expect(optOutIn('whatsapp', text, '')).toBe('start')
  })

  it.each([
    ...['Tolong berhenti mengirim tagihan', 'batal', 'Stop dulu ya pak', '', '🙏', 'mulai jam berapa?'],
  ])('is a message like any other: %s', (text) => {
    expect(optOutIn('sms', text, '')).toBeNull()
  })

  it('heeds on SMS what Twilio heeds there, and not on WhatsApp, where it answers questions', () => {
    for (const word of ['cancel', 'END', 'quit']) {
      expect(optOutIn('sms', word, '')).toBe('stop')
      expect(optOutIn('whatsapp', word, '')).toBeNull()
    }
    expect(optOutIn('sms', 'yes', '')).toBe('start')
    expect(optOutIn('whatsapp', 'yes', '')).toBeNull()
  })

  it('believes a messaging service about words of its own', () => {
    expect(optOutIn('whatsapp', 'jangan lagi', 'STOP')).toBe('stop')
    expect(optOutIn('sms', 'boleh', 'START')).toBe('start')
    expect(optOutIn('sms', 'tolong', 'HELP')).toBeNull()
  })

  it('knows which of them Twilio has answered itself', () => {
    expect(isConfirmedByTwilio('sms', ' Stop ', '')).toBe(true)
    expect(isConfirmedByTwilio('sms', 'Stop!', '')).toBe(false)
    expect(isConfirmedByTwilio('sms', 'BERHENTI', '')).toBe(false)
    expect(isConfirmedByTwilio('sms', 'BERHENTI', 'STOP')).toBe(true)
    expect(isConfirmedByTwilio('whatsapp', 'STOP', '')).toBe(false)
  })
})

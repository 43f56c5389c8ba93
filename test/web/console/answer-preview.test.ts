import { expect, it } from 'vitest'
import { answerPreview } from '../../../web/console/lib/answer-preview.ts'
import { contactName } from '../../../web/console/lib/contact-name.ts'

it('previews an answer from where it differs from the others', () => {
  const text = 'Yth. Bapak/Ibu,\n\nTerima kasih telah menghubungi kami.\n\nSyaratnya:\n1. KTP'
  expect(answerPreview(text)).toBe('Syaratnya: 1. KTP')
  expect(answerPreview('Yth. Ibu,')).toBe('Yth. Ibu,')
})

it('calls a citizen by name, else by address, never by a chat id', () => {
  const chat = { kind: 'chat', address: '42', verified: false } as const
  const phone = { kind: 'phone', address: '+628123456789', verified: true } as const
  expect(contactName({ name: 'Budi', identities: [phone] })).toBe('Budi')
  expect(contactName({ name: null, identities: [chat, phone] })).toBe('+62 812-3456-789')
  expect(contactName({ name: null, identities: [chat] })).toBeNull()
})

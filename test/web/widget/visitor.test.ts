import { expect, it } from 'vitest'
import { readContact } from '../../../web/widget/visitor.ts'

it('reads a mail address, a telephone number or nothing from one field', () => {
  expect(readContact('  ')).toEqual({})
  expect(readContact(' budi@example.org ')).toEqual({ email: 'budi@example.org' })
  expect(readContact('0812-3456 789')).toEqual({ phone: '08123456789' })
  expect(readContact('+62 (812) 3456.789')).toEqual({ phone: '+628123456789' })
})

it('refuses what can be neither', () => {
  for (const typed of ['budi', 'budi@', '@example.org', 'a b@example.org', '12345', '08x2345678'])
    expect(readContact(typed)).toBeNull()
})

/** Contact cards of people who mean harm. */
import { expect, it } from 'vitest'
import { contactsIn } from '../../server/desk/texts/contact-cards.ts'

it('reads the beginning of a file of cards, however long it is, and some of each kind', () => {
  const card = (name: string) => `BEGIN:VCARD\nFN:${name}\n${'TEL:1\n'.repeat(20)}END:VCARD\n`
  const portrait = `BEGIN:VCARD\nFN:Budi\nPHOTO:${'A'.repeat(2_000_000)}\nEND:VCARD\n`
  const found = contactsIn(card('Sari') + portrait + card('Wati'))
  expect(found.map(({ name }) => name)).toEqual(['Sari', 'Budi'])
  expect(found[0]?.phones).toHaveLength(10)
})

import { expect, it } from 'vitest'
import { usualCopies } from '../../../web/console/lib/copies.ts'
import { aMessage, aTicket } from './_cast.ts'

const ticket = aTicket(1, 0, {
  contact: {
    id: 1,
    name: 'Budi',
    verified: false,
    trusted: false,
    identities: [{ kind: 'email', address: 'budi@x.example', verified: false }],
  },
})
const notary = { address: 'notaris@x.example', name: 'Ibu Notaris' }

it('copies an answer to all who were in the latest mail, its writer too, but not to the contact twice', () => {
  const first = aMessage(1, { cc: [notary] })
  const second = aMessage(2, {
    author: { kind: 'contact', id: 2, name: null, address: notary.address },
    cc: [
      { address: 'budi@x.example', name: 'Budi' },
      { address: 'lurah@x.example', name: null },
    ],
  })
  expect(usualCopies([first], ticket)).toEqual(['notaris@x.example'])
  expect(usualCopies([first, second], ticket)).toEqual(['notaris@x.example', 'lurah@x.example'])
  expect(usualCopies([], ticket)).toEqual([])
})

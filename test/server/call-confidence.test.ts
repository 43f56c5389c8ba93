/** How sure it is that a contact is who calls. */
import { afterEach, expect, it } from 'vitest'
import { citizen, openTelephone, type TelephoneOffice } from './_telephone.ts'

let house: TelephoneOffice
afterEach(() => house.stop())

it.each([
  [
    'nobody had the number before, whatever the network says',
    false,
    { StirVerstat: 'TN-Validation-Passed-A' },
    'low',
  ],
  ['a contact had it, and nobody vouches for it', true, {}, 'medium'],
  [
    'a contact had it, and the network knows only its customer',
    true,
    { StirVerstat: 'TN-Validation-Passed-B' },
    'medium',
  ],
  [
    'a contact had it, and the network says that it failed',
    true,
    { StirVerstat: 'TN-Validation-Failed-A' },
    'medium',
  ],
  [
    'a contact had it, and the network vouches for it',
    true,
    { StirVerstat: 'TN-Validation-Passed-A' },
    'high',
  ],
])('%s', async (_why, isKnown, fields, confidence) => {
  house = await openTelephone({ isOpen: true })
  if (isKnown) await house.twilio.receiveFrom('sms', citizen, 'Halo')
  await house.ring(citizen, fields)
  const [ticket] = await house.sari.tickets('channel=voice')
  expect(await house.callOf(ticket?.id ?? 0)).toMatchObject({ number: citizen, confidence })
})

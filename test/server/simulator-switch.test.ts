/** The telephone for newcomers is no door into an office that is in earnest. */
import { expect, it } from 'vitest'
import { openOffice } from '../_office.ts'

it.each([
  ['there for who tries it out', {}, 200],
  ['gone at a public address', { BASE_URL: 'https://tanya.example' }, 404],
  [
    'gone where Twilio is configured',
    {
      TWILIO_ACCOUNT_SID: `AC${'1'.repeat(32)}`,
      TWILIO_AUTH_TOKEN: 'x',
      TWILIO_PHONE_NUMBER: '+622115001640',
    },
    404,
  ],
  [
    'there at a public address once it is switched on',
    { BASE_URL: 'https://tanya.example', SIMULATOR: 'on' },
    200,
  ],
])('is %s', async (_when, env, status) => {
  const office = await openOffice({ LOG_LEVEL: 'silent', ...env })
  try {
    expect((await fetch(`${office.url}/simulator/`)).status).toBe(status)
    expect((await fetch(`${office.url}/simulator/calls`)).status).toBe(status)
  } finally {
    await office.stop()
  }
})

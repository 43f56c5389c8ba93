import { randomBytes } from 'node:crypto'
import { sign } from '../channels/lib/twilio-signature.ts'

const timeoutMs = 15_000

/** Posts a webhook as Twilio does, signed for exactly this URL. Throws when nobody answers in 15 s. */
export async function postWebhook(url: string, authToken: string, fields: Record<string, string>) {
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded; charset=UTF-8',
      'user-agent': 'TwilioProxy/1.1',
      'x-twilio-signature': sign(authToken, url, fields),
    },
    body: new URLSearchParams(fields).toString(),
    signal: AbortSignal.timeout(timeoutMs),
  })
  return { status: response.status, body: await response.text() }
}

/** A new id in Twilio's form: two letters for the kind of thing, 32 hexadecimal digits. */
export function newSid(kind: 'SM' | 'MM' | 'ME' | 'CA' | 'RE' | 'CF'): string {
  return kind + randomBytes(16).toString('hex')
}

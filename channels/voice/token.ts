import { clientName } from './twiml.ts'

export interface TokenAccount {
  accountSid: string
  apiKey: { sid: string; secret: string }
}

/** An hour: the browser asks for another before it ends. */
export const tokenSeconds = 3600

/** What lets an officer's browser be rung as a telephone (https://www.twilio.com/docs/iam/access-tokens), a signed JWT. */
export async function createVoiceToken(
  { accountSid, apiKey }: TokenAccount,
  agentId: number,
): Promise<string> {
  const { default: AccessToken } = await import('twilio/lib/jwt/AccessToken.js')
  const identity = clientName(agentId)
  const token = new AccessToken(accountSid, apiKey.sid, apiKey.secret, { identity, ttl: tokenSeconds })
  token.addGrant(new AccessToken.VoiceGrant({ incomingAllow: true }))
  return token.toJwt()
}

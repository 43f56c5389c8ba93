/** The settings of Twilio: whose account, which numbers, and telephones in browsers. */
import { checkUrl, ConfigError, readNumber, type Env } from './values.ts'

export interface TwilioSettings {
  accountSid: string
  authToken: string
  phoneNumber: string | null
  whatsappNumber: string | null
  /** The messaging service by which SMS leave; null: `phoneNumber`. */
  messagingServiceSid: string | null
  apiUrl: string | null
  /** For telephones in officers' browsers; null when there are none. */
  apiKey: { sid: string; secret: string } | null
}

/** Null: Twilio is not configured. Throws one sentence when it is half configured. */
export function readTwilio(env: Env): TwilioSettings | null {
  const accountSid = env.TWILIO_ACCOUNT_SID
  const authToken = env.TWILIO_AUTH_TOKEN
  const phoneNumber = readNumber(env.TWILIO_PHONE_NUMBER, 'TWILIO_PHONE_NUMBER')
  const whatsappNumber = readNumber(env.TWILIO_WHATSAPP_NUMBER, 'TWILIO_WHATSAPP_NUMBER')
  const apiUrl = checkUrl(env.TWILIO_API_URL?.replace(/\/+$/, '') || null, 'TWILIO_API_URL', /^https?:$/)
  const messagingServiceSid = readMessagingService(env)
  const isNamed = phoneNumber || whatsappNumber || messagingServiceSid
  if (!accountSid && !authToken && !isNamed && !apiUrl) return null
  const missing = [
    accountSid ? null : 'TWILIO_ACCOUNT_SID',
    authToken ? null : 'TWILIO_AUTH_TOKEN',
    isNamed ? null : 'TWILIO_PHONE_NUMBER or TWILIO_WHATSAPP_NUMBER',
  ].filter(Boolean)
  if (!accountSid || !authToken || missing.length > 0) {
    throw new ConfigError(`Twilio is half configured: ${missing.join(' and ')} missing.`)
  }
  const numbers = { phoneNumber, whatsappNumber, messagingServiceSid }
  return { accountSid, authToken, ...numbers, apiUrl, apiKey: readApiKey(env) }
}

function readMessagingService(env: Env): string | null {
  const sid = env.TWILIO_MESSAGING_SERVICE_SID || null
  if (sid !== null && !/^MG[0-9a-f]{32}$/i.test(sid))
    throw new ConfigError('TWILIO_MESSAGING_SERVICE_SID must be MG and 32 hexadecimal digits.')
  return sid
}

function readApiKey(env: Env): TwilioSettings['apiKey'] {
  const { TWILIO_API_KEY_SID: sid, TWILIO_API_KEY_SECRET: secret } = env
  if (!sid && !secret) return null
  if (!sid) throw new ConfigError('TWILIO_API_KEY_SID is missing: TWILIO_API_KEY_SECRET is set without it.')
  if (!secret)
    throw new ConfigError('TWILIO_API_KEY_SECRET is missing: TWILIO_API_KEY_SID is set without it.')
  return { sid, secret }
}

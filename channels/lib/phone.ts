import { parsePhoneNumberFromString } from 'libphonenumber-js/min'

/**
 * A phone number as people write it (0812…, 62812…, +62 812-…, 0062812…) as E.164; without a country it is Indonesian.
 * Null when it cannot be a phone number.
 */
export function toE164(text: string): string | null {
  // Nobody's national number begins with 00: it is the habit of dialling abroad from other countries.
  const dialled = text.trim().replace(/^00(?=[1-9])/, '+')
  if (dialled.length > 40) return null
  const number = parsePhoneNumberFromString(dialled, { defaultCountry: 'ID', extract: false })
  return number?.isPossible() && number.ext === undefined ? number.number : null
}

/** The number with its middle hidden, for lists and logs: `+62812****789`. */
export function maskPhone(e164: string): string {
  if (e164.length < 8) return '*'.repeat(e164.length)
  return e164.slice(0, -7) + '****' + e164.slice(-3)
}

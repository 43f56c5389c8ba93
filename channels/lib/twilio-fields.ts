import type { TwilioParams } from './twilio-signature.ts'

/** One field of a webhook, the first where it came several times; empty when it is not there. */
export function field(params: TwilioParams, name: string, trim = true): string {
  const value = [params[name] ?? ''].flat()[0] ?? ''
  // PostgreSQL stores no NUL in text.
  const clean = value.replaceAll('\0', '')
  return trim ? clean.trim() : clean
}

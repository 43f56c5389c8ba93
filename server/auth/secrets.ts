/** Cookies and tokens: long, random, and stored as hashes alone. */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

/** In base64url. */
export function newSecret(bytes = 32): string {
  return randomBytes(bytes).toString('base64url')
}

/** What is stored of a secret: SHA-256, in hexadecimal. */
export function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex')
}

/** Constant in time, whatever is sent. */
export function isSameSecret(given: string, expected: string): boolean {
  return timingSafeEqual(
    createHash('sha256').update(given).digest(),
    createHash('sha256').update(expected).digest(),
  )
}

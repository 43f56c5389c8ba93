/**
 * The key to a ticket's private page, as people can copy it from paper: 20 signs of Crockford's base 32, which has no
 * letter that looks like a digit. 100 bits, so that nobody guesses one.
 */
import { createHmac, timingSafeEqual } from 'node:crypto'

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz'
const length = 20
const groupLength = 4

/** The key of one ticket in one version: nothing of it is stored. */
export function privateKey(secret: string, ticketId: number, version: number): string {
  const digest = createHmac('sha256', secret).update(`page ${ticketId} ${version}`).digest()
  const signs = Array.from(digest.subarray(0, length), (byte) => alphabet[byte % alphabet.length]).join('')
  return signs.match(new RegExp(`.{${groupLength}}`, 'g'))?.join('-') ?? signs
}

/** As somebody typed it, without what they took for something else; null when it can be no key. */
export function readKey(typed: string): string | null {
  const signs = typed.toLowerCase().replace(/[\s-]/g, '').replaceAll('o', '0').replace(/[il]/g, '1')
  return signs.length === length && [...signs].every((sign) => alphabet.includes(sign)) ? signs : null
}

/** Takes the same time whatever is wrong. */
export function isSameKey(one: string, other: string): boolean {
  const [left, right] = [readKey(one), readKey(other)].map((signs) => Buffer.from(signs ?? ''))
  return left !== undefined && right !== undefined && left.length > 0 && left.length === right.length
    ? timingSafeEqual(left, right)
    : false
}

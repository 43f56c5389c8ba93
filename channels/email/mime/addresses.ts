import addressparser, { type Address } from 'nodemailer/lib/addressparser'
import { readable } from './charsets.ts'
import { decodeWords } from './encoded-words.ts'
import type { MailAddress } from '../parsed-mail.ts'
import { cleanLine } from '../text.ts'

/**
 * The mailboxes of address fields, groups opened. Where the grammar finds no address, the field is searched for one:
 * "Budi budi@example.org", encoded words that swallow the address, stray brackets. `charset` is that of raw 8-bit fields.
 */
export function addressesOf(fields: string[], charset: string | null): MailAddress[] {
  return fields
    .flatMap((field) => addressesIn(readable(field, charset).slice(0, longestField), charset))
    .slice(0, maxAddresses)
}

function addressesIn(field: string, charset: string | null): MailAddress[] {
  // RFC 2047 §5: an encoded word is never part of an address. Read as one, a name of `<boss@…>` would be the sender.
  const whole = field.replace(brokenWord, (word) => asOneWord(decodeWords(word, charset)))
  const outside = addressparser(whole).flatMap(opened)
  const isNamed = whole === field || outside.some(({ address }) => address.includes('@'))
  const mailboxes = (
    isNamed ? outside : addressparser(unwrapped(decodeWords(field, charset))).flatMap(opened)
  )
    .map((found) => mailbox(found.name, found.address, charset))
    .filter(({ name, address }) => name || address)
  if (mailboxes.some(({ address }) => address.includes('@'))) return mailboxes
  const found = searched(decodeWords(field, charset))
  return found ? [{ name: mailboxes[0]?.name ?? '', address: found }] : mailboxes
}

/** An encoded word with characters in it that would part it. */
const brokenWord = /=\?[\w.-]+\?[bq]\?[^?]*[\s<>@,;][^?]*\?=/gi

function asOneWord(text: string): string {
  return `=?utf-8?b?${Buffer.from(text).toString('base64')}?=`
}

/** `"Budi <budi@example.org>"`, all of it in quotation marks. */
function unwrapped(field: string): string {
  return field.replace(/"([^"<>]*<[^<>"\s]+@[^<>"\s]+>)"/g, '$1')
}

const maxAddresses = 100
const longestField = 32_000
/** RFC 5321 §4.5.3.1: 64 before the @, 255 behind it. Nothing longer can be answered. */
const maxAddressLength = 320

function opened(entry: Address): { name: string; address: string }[] {
  return entry.group ? entry.group.flatMap(opened) : [{ name: entry.name, address: entry.address }]
}

function mailbox(givenName: string, givenAddress: string, charset: string | null): MailAddress {
  const name = unquoted(cleanLine(decodeWords(givenName, charset)))
  const address = cleanAddress(decodeWords(givenAddress, charset))
  if (address.length > maxAddressLength) return { name, address: '' }
  if (address.includes('@')) return { name, address }
  // An encoded word may hold the address too: "Budi <budi@example.org>".
  const swallowed = searched(name) ?? searched(address)
  if (swallowed)
    return {
      name: unquoted(cleanLine(name.replace(swallowed, '').replace(/[<>"]/g, ' '))),
      address: swallowed,
    }
  return { name, address }
}

/** `<budi@example.org>>`, `budi @example.org`, `'budi@example.org'`. */
function cleanAddress(address: string): string {
  return cleanLine(address)
    .replace(/^mailto:/i, '')
    .replace(/[\s<>]/g, '')
    .replace(/^'(.*)'$/, '$1')
    .replace(/[.,;:'"]+$/, '')
}

/** Without the quotation marks around all of it, and a bracket that stands at its end by mistake. */
function unquoted(name: string): string {
  const whole = name.includes('<') === name.includes('>') ? name : name.replace(/^[<\s]+|[<>\s]+$/g, '')
  return whole.replace(/^"(.*)"$/, '$1').trim()
}

function searched(text: string): string | null {
  return /[^\s<>()[\]",;:]{1,64}@[a-z0-9][a-z0-9.-]{0,253}[a-z0-9]/i.exec(text)?.[0] ?? null
}

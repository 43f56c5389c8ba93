import type { Forwarded } from '../contract/mail.ts'
import { wholeFile } from '../lib/file-content.ts'
import { addressesOf } from './mime/addresses.ts'
import { isForwardSubject, baseSubject } from './subject.ts'
import { readMail } from './parse.ts'
import type { MailAddress, ParsedMail } from './parsed-mail.ts'
import { opensHeaderBlock, readHeaderBlock } from './quotes/quote-headers.ts'
import { isForwardSeparator, isReplySeparator } from './quotes/quote-lines.ts'
import { linesOf, textsFrom, type Line } from './quotes/text-lines.ts'

/** The mail that whoever sent this one passes on, told apart from their own words above it; null when there is none. */
export function forwardedIn(mail: ParsedMail): Forwarded | null {
  return isForwardSubject(mail.subject) ? (attached(mail) ?? inline(mail)) : null
}

/** As an attachment: one alone, for several are a bundle of several people's. */
function attached({ attachments, text }: ParsedMail): Forwarded | null {
  const mails = attachments.filter(({ contentType }) => contentType === 'message/rfc822')
  const [first] = mails
  if (!first || mails.length > 1 || first.size > longestAttached) return null
  const inner = readMail(wholeFile(first.content), {}, 'coarsely')
  if (!inner.from.address.includes('@')) return null
  return {
    from: { address: inner.from.address.toLowerCase(), name: inner.from.name || null },
    subject: baseSubject(inner.subject),
    cover: text.trim(),
    text: inner.text.trim(),
  }
}

function inline({ subject, text }: ParsedMail): Forwarded | null {
  const lines = linesOf(text)
  const cut = lines.findIndex((_, index) => beginsForward(lines, index))
  if (cut < 0) return null
  const begin = nextFilledIndex(lines, isSeparator(lines[cut]?.text ?? '') ? cut + 1 : cut)
  const block = headerLines(lines, begin)
  const { from, subject: original } = readHeaderBlock(block)
  const sender = from === null ? null : senderIn(from)
  if (!sender) return null
  const words = unquoted(text.slice(lines[begin + block.length]?.offset ?? text.length))
  return {
    from: { address: sender.address.toLowerCase(), name: sender.name || null },
    subject: baseSubject(original ?? subject),
    cover: text
      .slice(0, lines[cut]?.offset ?? 0)
      .replace(/[_-]{5,}\s*$/, '')
      .trim(),
    text: words.trim(),
  }
}

/** It is read a second time. */
const longestAttached = 1024 * 1024
const longestBlock = 12

function beginsForward(lines: Line[], index: number): boolean {
  const line = lines[index]?.text ?? ''
  return isSeparator(line) || opensHeaderBlock(textsFrom(lines, index, 7).map(unmarked))
}

function isSeparator(line: string): boolean {
  return isForwardSeparator(line) || isReplySeparator(line)
}

/** Up to the first empty line; Apple's program quotes them. */
function headerLines(lines: Line[], begin: number): string[] {
  const block = textsFrom(lines, begin, longestBlock).map(unmarked)
  const end = block.indexOf('')
  return end < 0 ? block : block.slice(0, end)
}

function nextFilledIndex(lines: Line[], index: number): number {
  const found = lines.findIndex(({ text }, at) => at >= index && unmarked(text) !== '')
  return found < 0 ? lines.length : found
}

function unmarked(line: string): string {
  return line.replace(/^(?:>\s?)+/, '').trim()
}

/** `Tono <tono@…>`, and Outlook's `Tono [mailto:tono@…]` and `Tono <tono@…<mailto:tono@…>>`. */
function senderIn(value: string): MailAddress | null {
  const plain = value.replace(/<mailto:[^<>]*>/gi, '').replace(/\[mailto:([^\]\s]+)\]/gi, '<$1>')
  const [found] = addressesOf([plain], null)
  return found?.address.includes('@') ? found : null
}

/** Of a forwarded mail that is quoted as a whole, its words. */
function unquoted(text: string): string {
  const lines = text.split('\n')
  const isQuoted = lines.every((line) => line.trim() === '' || line.startsWith('>'))
  return isQuoted ? lines.map((line) => line.replace(/^>\s?/, '')).join('\n') : text
}

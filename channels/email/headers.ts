import { isUtf8 } from 'node:buffer'

/** The header block of a raw mail, read tolerantly and independently of the MIME parser. */
export interface MailHeaders {
  /** First value of this header (any letter case), unfolded, raw bytes as latin1; null when absent. */
  first(name: string): string | null
  /** Every value of a repeated header. */
  all(name: string): string[]
}

const maxHeaderBytes = 512 * 1024

export function readHeaders(raw: Buffer): MailHeaders {
  const values = new Map<string, string[]>()
  for (const field of unfold(headerBlock(raw))) {
    const colon = field.indexOf(':')
    if (colon < 1) continue
    const name = field.slice(0, colon).trim().toLowerCase()
    const list = values.get(name) ?? []
    list.push(field.slice(colon + 1).trim())
    values.set(name, list)
  }
  const all = (name: string) => values.get(name.toLowerCase()) ?? []
  return { all, first: (name) => all(name)[0] ?? null }
}

/** Offset of the first byte of the body, or the length of the mail when there is only a header. */
export function bodyOffset(raw: Buffer): number {
  const crlf = raw.indexOf('\r\n\r\n')
  const lf = raw.indexOf('\n\n')
  if (crlf < 0 && lf < 0) return raw.length
  if (lf < 0 || (crlf >= 0 && crlf < lf)) return crlf + 4
  return lf + 2
}

/** Some programs save every text with it, a mail too. */
const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf])

/**
 * The mail as a MIME parser wants it: without a byte order mark, blank lines or an mbox `From ` line in front, with an empty
 * header block before what has none (a bare text is a body and not a broken header), and the header in UTF-8.
 */
export function mendedHeader(raw: Buffer): Buffer {
  const mail = startingAtHeader(raw)
  const offset = bodyOffset(mail)
  const header = mail.subarray(0, offset)
  if (isUtf8(header)) return mail
  return Buffer.concat([Buffer.from(decoded(header, charsetNamedIn(mail))), mail.subarray(offset)])
}

/** Raw 8-bit headers are nowhere allowed and still common; they are mostly in the charset of the text. */
function decoded(header: Buffer, charset: string): string {
  try {
    return new TextDecoder(charset).decode(header)
  } catch {
    return new TextDecoder('windows-1252').decode(header)
  }
}

function charsetNamedIn(mail: Buffer): string {
  const named = /charset\s{0,5}=\s{0,5}"?([\w.:-]{1,40})/i.exec(mail.toString('latin1', 0, 16_384))?.[1]
  return named && !/^(?:us-)?ascii$|^utf-?8$/i.test(named) ? named : 'windows-1252'
}

function startingAtHeader(raw: Buffer): Buffer {
  let start = raw.subarray(0, byteOrderMark.length).equals(byteOrderMark) ? byteOrderMark.length : 0
  while (start < raw.length && (raw[start] === 10 || raw[start] === 13 || raw[start] === 0)) start++
  if (raw.toString('latin1', start, start + 5) === 'From ') {
    const end = raw.indexOf(10, start)
    start = end < 0 ? raw.length : end + 1
  }
  const mail = raw.subarray(start)
  return beginsWithField(mail) ? mail : Buffer.concat([Buffer.from('\r\n'), mail])
}

function beginsWithField(mail: Buffer): boolean {
  return /^[!-9;-~]{1,100}[ \t]{0,10}:/.test(mail.toString('latin1', 0, 120))
}

function headerBlock(raw: Buffer): string {
  return raw.toString('latin1', 0, Math.min(bodyOffset(raw), maxHeaderBytes))
}

function unfold(block: string): string[] {
  const fields: string[][] = []
  for (const line of block.split(/\r\n|\n|\r/)) {
    const last = fields.at(-1)
    if (/^[ \t]/.test(line) && last) last.push(line.trim())
    else if (line) fields.push([line])
  }
  return fields.map((parts) => parts.join(' '))
}

import type { FileContent } from '../../contract/file-content.ts'
import { fileFromBase64, fromBase64 } from '../../lib/base64.ts'
import { bytesOf } from './charsets.ts'
import { uudecode } from './uuencode.ts'

/** A text's bytes without their transfer encoding (RFC 2045 §6), however it is spelt or broken. */
export function decodeText(body: Buffer, encoding: string | null): Buffer {
  return isBase64(encoding) ? textFromBase64(body) : decoded(body, encoding)
}

/** The same of a file, which stays as it is where that is base64 and long. */
export function decodeFile(body: Buffer, encoding: string | null): FileContent {
  return isBase64(encoding) ? fileFromBase64(body) : decoded(body, encoding)
}

function isBase64(encoding: string | null): boolean {
  return nameOf(encoding).startsWith('base64')
}

function nameOf(encoding: string | null): string {
  return (encoding ?? '').toLowerCase().replace(/[^a-z0-9]/g, '')
}

function decoded(body: Buffer, encoding: string | null): Buffer {
  const name = nameOf(encoding)
  if (name.startsWith('quotedprintable')) return fromQuotedPrintable(body)
  if (/^x?uu(?:e|encode)?$/.test(name)) return uudecode(body.toString('latin1'))?.content ?? body
  return body
}

/** Lists add their words below what is encoded, and some mails are not encoded though they say so: words stay as they are. */
function textFromBase64(body: Buffer): Buffer {
  const text = body.toString('latin1')
  const words = /^.*[^a-z0-9+/=\s].*$/im.exec(text)
  if (!words) return fromBase64(text)
  const below = text.slice(words.index)
  if (!/[a-z]{2,} \S/i.test(below)) return fromBase64(text)
  return Buffer.concat([fromBase64(text.slice(0, words.index)), bytesOf(below)])
}

/** Byte by byte: `=XX` is one byte, `=` and white space at a line's end joins it with the next, anything else stays. */
function fromQuotedPrintable(body: Buffer): Buffer {
  const out = Buffer.allocUnsafe(body.length)
  let length = 0
  for (let i = 0; i < body.length; i++) {
    const byte = body[i] ?? 0
    if (byte !== equals) {
      out[length++] = byte
      continue
    }
    const value = hexAt(body, i + 1)
    if (value >= 0) {
      out[length++] = value
      i += 2
      continue
    }
    const next = endOfLine(body, i + 1)
    if (next < 0) out[length++] = byte
    else i = next - 1
  }
  return out.subarray(0, length)
}

const equals = 61

function hexAt(body: Buffer, at: number): number {
  const high = hexDigit(body[at])
  const low = hexDigit(body[at + 1])
  return high < 0 || low < 0 ? -1 : high * 16 + low
}

function hexDigit(byte: number | undefined): number {
  if (byte === undefined) return -1
  if (byte >= 48 && byte <= 57) return byte - 48
  const letter = byte & 0xdf
  return letter >= 65 && letter <= 70 ? letter - 55 : -1
}

/** Behind the line end when only white space stands before it, or behind the last byte; -1 otherwise. */
function endOfLine(body: Buffer, at: number): number {
  let i = at
  while (i < body.length && (body[i] === 32 || body[i] === 9) && i - at < 100) i++
  if (i >= body.length) return body.length
  if (body[i] === 13) i++
  if (body[i] === 10) return i + 1
  return body[i - 1] === 13 && i > at ? i : -1
}

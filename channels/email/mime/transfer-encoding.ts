import { bytesOf } from './charsets.ts'
import { uudecode } from './uuencode.ts'

/** A part's bytes without their transfer encoding (RFC 2045 §6), however it is spelt or broken. */
export function decodeTransfer(
  body: Buffer,
  encoding: string | null,
  { isText }: { isText: boolean },
): Buffer {
  const name = (encoding ?? '').toLowerCase().replace(/[^a-z0-9]/g, '')
  if (name.startsWith('base64')) return isText ? textFromBase64(body) : fileFromBase64(body)
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

const pieceBytes = 64 * 1024

/** A large file piece by piece, so that its text is never there as a whole beside it. */
function fileFromBase64(body: Buffer): Buffer {
  const file = Buffer.allocUnsafe(body.length <= pieceBytes ? 0 : Math.ceil((body.length * 3) / 4))
  let length = 0
  let begun = ''
  let at = 0
  for (; body.length - at > pieceBytes; at += pieceBytes) {
    const text = begun + body.toString('latin1', at, at + pieceBytes).replace(/[^A-Za-z0-9+/=]+/g, '')
    // Blocks set one behind the other are rare.
    if (text.includes('=')) return fromBase64(body.toString('latin1'))
    const whole = text.length - (text.length % 4)
    length += file.write(text.slice(0, whole), length, 'base64')
    begun = text.slice(whole)
  }
  const last = fromBase64(begun + body.toString('latin1', at))
  if (length === 0) return last
  return file.subarray(0, length + last.copy(file, length))
}

/** Blocks set one behind the other each end in their padding; what follows it on its line is no data. */
function fromBase64(given: string): Buffer {
  // Node takes `-` and `_` for data, as in addresses of the web; in a mail they are somebody's remark.
  const text = /[-_]/.test(given) ? given.replace(/[-_]+/g, '') : given
  const blocks: Buffer[] = []
  for (let at = 0; at < text.length;) {
    const padding = text.indexOf('=', at)
    blocks.push(Buffer.from(padding < 0 ? text.slice(at) : text.slice(at, padding), 'base64'))
    const newline = padding < 0 ? -1 : text.indexOf('\n', padding)
    at = newline < 0 ? text.length : newline + 1
  }
  return blocks.length === 1 && blocks[0] ? blocks[0] : Buffer.concat(blocks)
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

/** Base64 (RFC 2045 §6.8) as mails have it: in lines, with remarks, or several blocks one behind the other. */
import { createHash } from 'node:crypto'
import type { EncodedFile } from '../contract/file-content.ts'

const pieceBytes = 64 * 1024
const longBytes = 1024 * 1024

/** A long one stays encoded. */
export function fileFromBase64(body: Buffer): Buffer | EncodedFile {
  if (body.length > longBytes && isOneBlock(body)) return measured(body)
  if (body.length <= pieceBytes) return fromBase64(body.toString('latin1'))
  return joined(decodedPieces(body), Math.ceil((body.length * 3) / 4))
}

/** Blocks each end in their padding; what follows it on its line is no data. */
export function fromBase64(given: string): Buffer {
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

/** Each in the place of the one before. */
export function* decodedPieces(body: Buffer): Generator<Buffer> {
  const room = Buffer.allocUnsafe(pieceBytes)
  const lines = evenLines(body)
  let begun = ''
  let at = 0
  while (body.length - at > pieceBytes) {
    const even = begun === '' && lines ? decodedEvenly(body, at, lines, room) : null
    if (lines && even) {
      yield even
      at += lines.bytes
      continue
    }
    const text = begun + body.toString('latin1', at, at + pieceBytes).replace(/[^A-Za-z0-9+/=]+/g, '')
    // Several blocks are rare: what is left, as a whole.
    if (text.includes('=')) break
    const whole = text.length - (text.length % 4)
    yield room.subarray(0, room.write(text.slice(0, whole), 'base64'))
    begun = text.slice(whole)
    at += pieceBytes
  }
  yield fromBase64(begun + body.toString('latin1', at))
}

/** A million of blocks can take seconds: they are decoded where the mail is read, and nowhere else. */
function isOneBlock(body: Buffer): boolean {
  const padding = body.indexOf('=')
  return padding < 0 || padding > body.length - pieceBytes
}

/** Lines that fill a piece, if each is as long as the first: how many bytes they are, and how many they hold. */
interface Lines {
  bytes: number
  decoded: number
}

/** Null where a line is no whole number of quartets. */
function evenLines(body: Buffer): Lines | null {
  const lineBytes = body.subarray(0, pieceBytes).indexOf('\n') + 1
  const characters = lineBytes - (body[lineBytes - 2] === 0x0d ? 2 : 1)
  if (characters <= 0 || characters % 4 !== 0) return null
  const count = Math.floor(pieceBytes / lineBytes)
  return { bytes: count * lineBytes, decoded: (count * characters * 3) / 4 }
}

/** A quarter of the time it takes to look at each character. Null where these lines are others, or hold something else too. */
function decodedEvenly(body: Buffer, at: number, { bytes, decoded }: Lines, room: Buffer): Buffer | null {
  const text = body.toString('latin1', at, at + bytes)
  if (text.includes('-') || text.includes('_')) return null
  return room.write(text, 'base64') === decoded ? room.subarray(0, decoded) : null
}

function measured(body: Buffer): EncodedFile {
  const md5 = createHash('md5')
  const sha256 = createHash('sha256')
  let length = 0
  for (const piece of decodedPieces(body)) {
    md5.update(piece)
    sha256.update(piece)
    length += piece.length
  }
  return { encoded: body, length, md5: md5.digest('hex'), sha256: sha256.digest('hex') }
}

/** They have `mostBytes` at most. */
export function joined(pieces: Iterable<Buffer>, mostBytes: number): Buffer {
  const whole = Buffer.allocUnsafe(mostBytes)
  let length = 0
  for (const piece of pieces) length += piece.copy(whole, length)
  return whole.subarray(0, length)
}

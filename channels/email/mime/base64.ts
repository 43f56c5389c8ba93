/** Base64 (RFC 2045 §6.8) as mails have it: in lines, with remarks, or several blocks one behind the other. */
import type { FilePieces } from '../../contract/file-content.ts'
import { joined } from '../../lib/file-content.ts'

const pieceBytes = 64 * 1024
const longBytes = 1024 * 1024

/** A long file that still lies in its mail, to be decoded whenever it is read: it is never there as a whole beside it. */
export interface EncodedFile extends FilePieces {
  encoded: Buffer
}

/** `length` is that of the decoded file, where it is known. */
export function encodedFile(encoded: Buffer, length = lengthOf(encoded)): EncodedFile {
  return { encoded, length, pieces: () => decodedPieces(encoded) }
}

export function fileFromBase64(body: Buffer): Buffer | EncodedFile {
  if (body.length > longBytes && isOneBlock(body)) return encodedFile(body)
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
function* decodedPieces(body: Buffer): Generator<Buffer> {
  const room = Buffer.allocUnsafe(pieceBytes)
  let begun = ''
  let at = 0
  for (; body.length - at > pieceBytes; at += pieceBytes) {
    const text = begun + body.toString('latin1', at, at + pieceBytes).replace(/[^A-Za-z0-9+/=]+/g, '')
    // Several blocks are rare: what is left, as a whole.
    if (text.includes('=')) break
    const whole = text.length - (text.length % 4)
    yield room.subarray(0, room.write(text.slice(0, whole), 'base64'))
    begun = text.slice(whole)
  }
  yield fromBase64(begun + body.toString('latin1', at))
}

/** A million of blocks can take seconds: they are decoded where the mail is read, and nowhere else. */
function isOneBlock(body: Buffer): boolean {
  const padding = body.indexOf('=')
  return padding < 0 || padding > body.length - pieceBytes
}

function lengthOf(body: Buffer): number {
  let length = 0
  for (const piece of decodedPieces(body)) length += piece.length
  return length
}

import type { EncodedFile, FileContent } from '../contract/file-content.ts'
import { decodedPieces, joined } from './base64.ts'

/** All of it in order. A piece is there until the next is asked for. */
export function piecesOf(content: FileContent): Iterable<Buffer> {
  return isEncoded(content) ? decodedPieces(content.encoded) : [content]
}

export function wholeFile(content: FileContent): Buffer {
  return isEncoded(content) ? joined(decodedPieces(content.encoded), content.length) : content
}

export function isEncoded(content: FileContent): content is EncodedFile {
  return 'encoded' in content
}

/** From another thread its bytes arrive as plain ones. */
export function received(content: FileContent): FileContent {
  return isEncoded(content) ? { ...content, encoded: asBuffer(content.encoded) } : asBuffer(content)
}

export function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}

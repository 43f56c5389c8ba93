import type { FileContent } from '../contract/file-content.ts'

export function piecesOf(content: FileContent): Iterable<Buffer> {
  return 'pieces' in content ? content.pieces() : [content]
}

export function wholeFile(content: FileContent): Buffer {
  return 'pieces' in content ? joined(content.pieces(), content.length) : content
}

/** They have `mostBytes` at most. */
export function joined(pieces: Iterable<Buffer>, mostBytes: number): Buffer {
  const whole = Buffer.allocUnsafe(mostBytes)
  let length = 0
  for (const piece of pieces) length += piece.copy(whole, length)
  return whole.subarray(0, length)
}

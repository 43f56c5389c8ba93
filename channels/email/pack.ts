/** A raw mail as it is kept when it is short: named by the SHA-256 of its bytes (hex), and compressed (Zstandard, RFC 8878). */
import { hash } from 'node:crypto'
import { zstdCompressSync } from 'node:zlib'

export interface PackedMail {
  sha256: string
  zstd: Buffer
}

/** Of a raw mail; a scan from a telephone fits in. Longer ones would swell the database and gain little. */
const maxShortBytes = 128 * 1024

const chunkBytes = 8 * 1024

/** Null when the mail is long. */
export function packMail(raw: Buffer): PackedMail | null {
  if (raw.length > maxShortBytes) return null
  // Told how little there is, it takes little memory, and half the time.
  const zstd = zstdCompressSync(raw, { pledgedSrcSize: raw.length, chunkSize: chunkBytes })
  return { sha256: hash('sha256', raw), zstd }
}

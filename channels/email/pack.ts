/** A raw mail as it is kept: named by the SHA-256 of its bytes (hex), and compressed (Zstandard, RFC 8878) when it is short. */
import { hash } from 'node:crypto'
import { constants, zstdCompressSync } from 'node:zlib'
import { inOwnMemory } from '../lib/own-memory.ts'

export interface PackedMail {
  sha256: string
  /** Null of a long one, which is kept as a file. */
  zstd: Buffer | null
}

/** Of a raw mail; a scan from a telephone fits in. Longer ones would swell the database and gain little. */
const maxShortBytes = 128 * 1024

/** Kept as a file of its own. */
export function isLong(raw: Buffer): boolean {
  return raw.length > maxShortBytes
}

/** Tables of 16 KiB in place of 64, for each of which the system would be asked, take half the time; a short mail fills no larger ones. */
const smallTables = { [constants.ZSTD_c_hashLog]: 12, [constants.ZSTD_c_chainLog]: 12 }

export function packMail(raw: Buffer): PackedMail {
  const sha256 = hash('sha256', raw)
  if (isLong(raw)) return { sha256, zstd: null }
  // Told how little there is, it takes little memory, and half the time.
  const zstd = zstdCompressSync(raw, {
    pledgedSrcSize: raw.length,
    chunkSize: mostPacked(raw.length),
    params: smallTables,
  })
  return { sha256, zstd: inOwnMemory(zstd) }
}

/** Room for what does not shrink (ZSTD_compressBound), so that all of it comes in one piece. */
function mostPacked(length: number): number {
  return length + (length >> 8) + 128
}

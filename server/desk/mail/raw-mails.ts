/**
 * Mails as they came, kept by the SHA-256 of their bytes before anybody tries to understand them. A short one lies in
 * the database: many share one commit, where a file of its own would ask the disk twice.
 */
import { hash } from 'node:crypto'
import { promisify } from 'node:util'
import { zstdCompressSync, zstdDecompress } from 'node:zlib'
import type { Db } from '../../../db/index.ts'
import { findRawMail, insertRawMail } from '../../../db/raw-mails.ts'
import { createFiles, type Files } from '../files.ts'

export type RawMails = Pick<Files, 'keep' | 'read'>

/** Of a raw mail. Longer ones, with a scan in them, would swell the database and gain little. */
const maxShortBytes = 32 * 1024

const shortChunkBytes = 8 * 1024

/** `dir` holds the long ones. */
export function createRawMails(db: Db, dir: string): RawMails {
  const files = createFiles(dir, { isCompressed: true })
  return {
    async keep(raw) {
      if (raw.length > maxShortBytes) return files.keep(raw)
      const sha256 = hash('sha256', raw)
      // Told how little there is, it takes little memory, and half the time.
      const zstd = zstdCompressSync(raw, { pledgedSrcSize: raw.length, chunkSize: shortChunkBytes })
      await db.write((tx) => insertRawMail(tx, { sha256, zstd }))
      return sha256
    },
    async read(sha256) {
      const zstd = await findRawMail(db.read, sha256)
      return zstd ? promisify(zstdDecompress)(zstd) : files.read(sha256)
    },
  }
}

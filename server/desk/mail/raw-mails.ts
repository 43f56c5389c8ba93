/**
 * Mails as they came, kept by the SHA-256 of their bytes with what became of them. A short one lies in the database:
 * many share one commit, where a file of its own would ask the disk twice.
 */
import { promisify } from 'node:util'
import { zstdDecompress } from 'node:zlib'
import { packMail, type PackedMail } from '../../../channels/email/index.ts'
import type { Db, Tx } from '../../../db/index.ts'
import { findRawMail, insertRawMail, isRawMailKept } from '../../../db/raw-mails.ts'
import { createFiles, type Files } from '../files.ts'

export interface KeptMail {
  sha256: string
  /** Writes what of it lies in the database; resolves with false when these bytes were never kept before. */
  write(tx: Tx): Promise<boolean>
}

export interface RawMails extends Pick<Files, 'read'> {
  /** Keeps a long mail; a short one is kept by `write`. What it is `packed` as need not be found out again. */
  prepare(raw: Buffer, packed?: PackedMail | null): Promise<KeptMail>
}

/** `dir` holds the long ones. */
export function createRawMails(db: Db, dir: string): RawMails {
  const files = createFiles(dir, { isCompressed: true })
  return {
    async prepare(raw, packed = packMail(raw)) {
      if (!packed) return { sha256: await files.keep(raw), write: () => Promise.resolve(true) }
      return {
        sha256: packed.sha256,
        async write(tx) {
          if (await isRawMailKept(tx, packed.sha256)) return true
          await insertRawMail(tx, packed)
          return false
        },
      }
    },
    async read(sha256) {
      const zstd = await findRawMail(db.read, sha256)
      return zstd ? promisify(zstdDecompress)(zstd) : files.read(sha256)
    },
  }
}

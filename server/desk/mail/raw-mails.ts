/**
 * Mails as they came, kept by the SHA-256 of their bytes with what became of them. A short one lies in the database:
 * many share one commit, where a file of its own would ask the disk twice.
 */
import { promisify } from 'node:util'
import { zstdDecompress } from 'node:zlib'
import { isLong, packMail, type PackedMail } from '../../../channels/email/index.ts'
import type { Db, Tx } from '../../../db/index.ts'
import { findRawMail, insertRawMail, isRawMailKept } from '../../../db/raw-mails.ts'
import { createFiles, type Files } from '../files.ts'

export interface KeptMail {
  sha256: string
  /** Resolves when what of it lies beside the database is on disk; to be waited for before `write`. */
  onDisk: Promise<unknown>
  /** Writes what of it lies in the database; resolves with false when these bytes were never kept before. */
  write(tx: Tx): Promise<boolean>
}

export interface RawMails extends Pick<Files, 'read'> {
  /** Puts a long mail on disk already while it is read; null for a short one. */
  begin(raw: Buffer): Promise<unknown> | null
  /** A long mail goes to disk, unless that has `begun`; a short one is kept by `write`. What it is `packed` as need not be found out again. */
  prepare(raw: Buffer, packed?: PackedMail, begun?: Promise<unknown> | null): KeptMail
}

/** `dir` holds the long ones. */
export function createRawMails(db: Db, dir: string): RawMails {
  const files = createFiles(dir, { isCompressed: true })

  function keptAsFile(raw: Buffer, sha256: string | null): Promise<unknown> {
    const onDisk = files.keep(raw, sha256)
    // Whoever writes hears of it; what fails before that says so itself.
    onDisk.catch(() => undefined)
    return onDisk
  }

  return {
    begin: (raw) => (isLong(raw) ? keptAsFile(raw, null) : null),
    prepare(raw, { sha256, zstd } = packMail(raw), begun = null) {
      if (!zstd) {
        const onDisk = begun ?? keptAsFile(raw, sha256)
        return { sha256, onDisk, write: () => onDisk.then(() => true) }
      }
      return {
        sha256,
        onDisk: Promise.resolve(),
        async write(tx) {
          if (await isRawMailKept(tx, sha256)) return true
          await insertRawMail(tx, { sha256, zstd })
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

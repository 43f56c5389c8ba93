/** Files named by their content under DATA_DIR: attachments and raw mails. Written once, synced, never changed, and dropped only when nothing names it. */
import { renameSync, rmSync, statSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import { zstdDecompress } from 'node:zlib'
import type { FileContent } from '../../channels/contract/file-content.ts'
import { askDisk } from './disk/disk-thread.ts'
import { placeOf, type Shelf } from './disk/shelf.ts'

export interface Files {
  /**
   * Resolves with the SHA-256 of the bytes (hex) when they are on disk, until when they must not change. Rejects when the disk is
   * full. Whoever knows the `sha256` already says it.
   */
  keep(content: FileContent, sha256?: string | null): Promise<string>
  read(sha256: string): Promise<Buffer>
  /** Gives up a file, unless somebody kept the same bytes at or after `since`, in milliseconds. */
  drop(sha256: string, since: number): void
  path(sha256: string): string
}

/** What is kept compressed `read` gives back as it was. */
export function createFiles(dir: string, { isCompressed = false }: Partial<Shelf> = {}): Files {
  const shelf = { dir, isCompressed }
  const path = (sha256: string) => placeOf(shelf, sha256)

  return {
    path,
    keep: (content, sha256 = null) => askDisk({ keep: { shelf, content, sha256 } }),
    async read(sha256) {
      const bytes = await readFile(path(sha256))
      return isCompressed ? promisify(zstdDecompress)(bytes) : bytes
    },
    drop(sha256, since) {
      const target = path(sha256)
      const isWanted = (at: string) => (statSync(at, { throwIfNoEntry: false })?.mtimeMs ?? Infinity) >= since
      if (isWanted(target)) return
      const aside = `${target}.${process.pid}.dropped`
      // Once it is aside, whoever keeps the same bytes meanwhile, in a thread or in another process, writes them anew.
      renameSync(target, aside)
      if (isWanted(aside)) renameSync(aside, target)
      else rmSync(aside)
    },
  }
}

/** Files named by their content under DATA_DIR: attachments and raw mails. Written once, synced, never changed, and dropped only when nothing names it. */
import { existsSync, renameSync, rmSync, statSync, utimesSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { zstdDecompress } from 'node:zlib'
import type { FileContent } from '../../channels/contract/file-content.ts'
import { digestOf, syncFolder, writeSynced } from './synced-file.ts'

export interface Files {
  /** Resolves with the SHA-256 of the bytes (hex) when they are on disk, until when they must not change. Rejects when the disk is full. */
  keep(content: FileContent): Promise<string>
  read(sha256: string): Promise<Buffer>
  /** Gives up a file, unless somebody kept the same bytes at or after `since`, in milliseconds. */
  drop(sha256: string, since: number): void
  path(sha256: string): string
}

/** `isCompressed` keeps by Zstandard (RFC 8878), which takes a tenth of gzip's time; `read` gives the original back. */
export function createFiles(dir: string, options: { isCompressed?: boolean } = {}): Files {
  const { isCompressed = false } = options
  const path = (sha256: string) => join(dir, sha256.slice(0, 2), sha256 + (isCompressed ? '.zst' : ''))
  /** The same bytes twice at once: neither is kept before both are on disk. */
  const inHand = new Map<string, Promise<string>>()

  async function store(sha256: string, content: FileContent): Promise<string> {
    const target = path(sha256)
    if (keptAgain(target)) return sha256
    const temporary = `${target}.${process.pid}.${Math.random().toString(36).slice(2)}`
    try {
      await writeSynced(temporary, content, isCompressed)
      renameSync(temporary, target)
    } catch (error) {
      // On a full disk a torn file would take the room that is left.
      rmSync(temporary, { force: true })
      throw error
    }
    await syncFolder(dirname(target))
    return sha256
  }

  return {
    path,
    async keep(content) {
      const sha256 = await digestOf(content)
      const keeping = inHand.get(sha256) ?? store(sha256, content).finally(() => inHand.delete(sha256))
      inHand.set(sha256, keeping)
      return keeping
    },
    async read(sha256) {
      const bytes = await readFile(path(sha256))
      return isCompressed ? promisify(zstdDecompress)(bytes) : bytes
    },
    drop(sha256, since) {
      const target = path(sha256)
      const isWanted = (at: string) => (statSync(at, { throwIfNoEntry: false })?.mtimeMs ?? Infinity) >= since
      if (isWanted(target)) return
      const aside = `${target}.${process.pid}.dropped`
      // Once it is aside, whoever keeps the same bytes in another process writes them anew.
      renameSync(target, aside)
      if (isWanted(aside)) renameSync(aside, target)
      else rmSync(aside)
    },
  }
}

/** True when it is there; its time says from now on when it was last wanted. */
function keptAgain(path: string): boolean {
  // Mostly it is not, and an error is dearer than a look.
  if (!existsSync(path)) return false
  const now = new Date()
  try {
    utimesSync(path, now, now)
    return true
  } catch {
    // Somebody else's, as after a restored backup: it is there, and its time is only for dropping it.
    return existsSync(path)
  }
}

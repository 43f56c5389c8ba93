/** Files named by their content under DATA_DIR: attachments and raw mails. Written once, synced, never changed. */
import { createHash } from 'node:crypto'
import { mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { zstdCompress, zstdCompressSync, zstdDecompress } from 'node:zlib'

export interface Files {
  /** Keeps the bytes; resolves with their SHA-256 (hex) when they are on disk. Rejects when the disk is full. */
  keep(content: Buffer): Promise<string>
  read(sha256: string): Promise<Buffer>
  path(sha256: string): string
}

/** Compressing this much takes less time than handing it to another thread. */
const maxSyncBytes = 64 * 1024

/** `isCompressed` keeps by Zstandard (RFC 8878), which takes a tenth of gzip's time; `read` gives the original back. */
export function createFiles(dir: string, options: { isCompressed?: boolean } = {}): Files {
  const path = (sha256: string) =>
    join(dir, sha256.slice(0, 2), sha256 + (options.isCompressed ? '.zst' : ''))
  return {
    path,
    async keep(content) {
      const sha256 = createHash('sha256').update(content).digest('hex')
      const target = path(sha256)
      if (await exists(target)) return sha256
      await mkdir(dirname(target), { recursive: true })
      const temporary = `${target}.${process.pid}.${Math.random().toString(36).slice(2)}`
      const file = await open(temporary, 'wx')
      try {
        await file.writeFile(options.isCompressed ? await compress(content) : content)
        await file.datasync()
        await file.close()
        await rename(temporary, target)
      } catch (error) {
        // On a full disk a torn file would take the room that is left.
        await file.close().catch(() => {})
        await rm(temporary, { force: true })
        throw error
      }
      return sha256
    },
    async read(sha256) {
      const bytes = await readFile(path(sha256))
      return options.isCompressed ? promisify(zstdDecompress)(bytes) : bytes
    },
  }
}

function compress(content: Buffer): Promise<Buffer> | Buffer {
  return content.length <= maxSyncBytes ? zstdCompressSync(content) : promisify(zstdCompress)(content)
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  )
}

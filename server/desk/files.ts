/** Files named by their content under DATA_DIR: attachments and raw mails. Written once, synced, never changed. */
import { createHash } from 'node:crypto'
import {
  closeSync,
  existsSync,
  fdatasync,
  fsync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  writeFile,
  writeFileSync,
} from 'node:fs'
import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { zstdCompress, zstdCompressSync, zstdDecompress } from 'node:zlib'

export interface Files {
  /** Keeps the bytes; resolves with their SHA-256 (hex) when they are on disk. Rejects when the disk is full. */
  keep(content: Buffer): Promise<string>
  read(sha256: string): Promise<Buffer>
  path(sha256: string): string
}

/** Compressing or writing this much takes less time than handing it to another thread. */
const maxSyncBytes = 64 * 1024

/** `isCompressed` keeps by Zstandard (RFC 8878), which takes a tenth of gzip's time; `read` gives the original back. */
export function createFiles(dir: string, options: { isCompressed?: boolean } = {}): Files {
  const path = (sha256: string) =>
    join(dir, sha256.slice(0, 2), sha256 + (options.isCompressed ? '.zst' : ''))
  /** The same bytes twice at once: neither is kept before both are on disk. */
  const inHand = new Map<string, Promise<string>>()

  async function write(sha256: string, content: Buffer): Promise<string> {
    const target = path(sha256)
    if (existsSync(target)) return sha256
    const bytes = options.isCompressed ? await compress(content) : content
    const temporary = `${target}.${process.pid}.${Math.random().toString(36).slice(2)}`
    try {
      await writeSynced(temporary, bytes)
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
    keep(content) {
      const sha256 = createHash('sha256').update(content).digest('hex')
      const keeping = inHand.get(sha256) ?? write(sha256, content).finally(() => inHand.delete(sha256))
      inHand.set(sha256, keeping)
      return keeping
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

/** Only the disk is waited for: each question that another thread answers costs a turn of a busy event loop. */
async function writeSynced(path: string, bytes: Buffer): Promise<void> {
  const file = openNew(path)
  try {
    if (bytes.length <= maxSyncBytes) writeFileSync(file, bytes)
    else await promisify(writeFile)(file, bytes)
    await promisify(fdatasync)(file)
  } finally {
    closeSync(file)
  }
}

function openNew(path: string): number {
  try {
    return openSync(path, 'wx')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    mkdirSync(dirname(path), { recursive: true })
    return openSync(path, 'wx')
  }
}

/** Until its folder is synced, a power cut may take a file's name away. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return // which opens no folder
  const folder = openSync(path, 'r')
  try {
    await promisify(fsync)(folder)
  } finally {
    closeSync(folder)
  }
}

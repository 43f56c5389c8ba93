/** Files named by their content under DATA_DIR: attachments and raw mails. Written once, synced, never changed, and dropped only when nothing names it. */
import { createHash, hash } from 'node:crypto'
import {
  closeSync,
  createWriteStream,
  existsSync,
  fdatasync,
  fsync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFile,
  writeFileSync,
} from 'node:fs'
import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { setImmediate as breathe } from 'node:timers/promises'
import { promisify } from 'node:util'
import { createZstdCompress, zstdCompressSync, zstdDecompress } from 'node:zlib'

export interface Files {
  /** Keeps the bytes; resolves with their SHA-256 (hex) when they are on disk. Rejects when the disk is full. */
  keep(content: Buffer): Promise<string>
  read(sha256: string): Promise<Buffer>
  /** Gives up a file, unless somebody kept the same bytes at or after `since`, in milliseconds. */
  drop(sha256: string, since: number): void
  path(sha256: string): string
}

/** Compressing or writing this much takes less time than handing it to another thread. */
const maxSyncBytes = 256 * 1024

/** `isCompressed` keeps by Zstandard (RFC 8878), which takes a tenth of gzip's time; `read` gives the original back. */
export function createFiles(dir: string, options: { isCompressed?: boolean } = {}): Files {
  const { isCompressed = false } = options
  const path = (sha256: string) => join(dir, sha256.slice(0, 2), sha256 + (isCompressed ? '.zst' : ''))
  /** The same bytes twice at once: neither is kept before both are on disk. */
  const inHand = new Map<string, Promise<string>>()

  async function write(sha256: string, content: Buffer): Promise<string> {
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
      const sha256 = content.length <= pieceBytes ? hash('sha256', content) : await digestOf(content)
      const keeping = inHand.get(sha256) ?? write(sha256, content).finally(() => inHand.delete(sha256))
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
  const now = new Date()
  try {
    utimesSync(path, now, now)
    return true
  } catch {
    // Somebody else's, as after a restored backup: it is there, and its time is only for dropping it.
    return existsSync(path)
  }
}

async function digestOf(content: Buffer): Promise<string> {
  const digest = createHash('sha256')
  for await (const piece of inPieces(content)) digest.update(piece)
  return digest.digest('hex')
}

/** Of a short file only the disk is waited for: each question that another thread answers costs a turn of a busy event loop. */
async function writeSynced(path: string, content: Buffer, isCompressed: boolean): Promise<void> {
  const file = openNew(path)
  try {
    if (content.length <= maxSyncBytes)
      writeFileSync(file, isCompressed ? zstdCompressSync(content) : content)
    else if (isCompressed) await pipeline(inPieces(content), createZstdCompress(), intoFile(file))
    else await promisify(writeFile)(file, content)
    await promisify(fdatasync)(file)
  } finally {
    closeSync(file)
  }
}

function intoFile(file: number) {
  return createWriteStream('', { fd: file, autoClose: false })
}

const pieceBytes = 1024 * 1024

/** A large file is gone through in several breaths, between which others are heard. */
async function* inPieces(content: Buffer): AsyncGenerator<Buffer> {
  for (let at = 0; at < content.length; at += pieceBytes) {
    if (at > 0) await breathe()
    yield content.subarray(at, at + pieceBytes)
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

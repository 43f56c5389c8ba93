/** One file on its way to the disk, in the thread for it (`disk-worker.ts`). */
import { hash } from 'node:crypto'
import { closeSync, fdatasync, fsync, mkdirSync, openSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { promisify } from 'node:util'
import { createZstdCompress, zstdCompressSync } from 'node:zlib'
import type { FileContent } from '../../../channels/contract/file-content.ts'
import { isEncoded, piecesOf, wholeFile } from '../../../channels/lib/file-content.ts'
import { createSweeper } from '../../../channels/lib/spent-memory.ts'

const spent = createSweeper()

/** SHA-256 in hex. */
export function digestOf(content: FileContent): string {
  return isEncoded(content) ? content.sha256 : hash('sha256', content)
}

/** Resolves when a new file's bytes are on disk; its name may not be. */
export async function writeSynced(path: string, content: FileContent, isCompressed: boolean): Promise<void> {
  const file = openNew(path)
  const write = (bytes: Uint8Array) => writeFileSync(file, bytes)
  try {
    if (isCompressed) await compress(wholeFile(content), write)
    else for (const piece of piecesOf(content)) write(piece)
    // Others are written meanwhile.
    await promisify(fdatasync)(file)
  } finally {
    closeSync(file)
  }
}

/** More is never compressed as a whole: that would be there beside it. */
const maxAtOnce = 256 * 1024
/** Each piece that comes out goes through two threads: in Node's 16 KiB a long file would take twice the time. */
const chunkBytes = 256 * 1024

async function compress(content: Buffer, write: (bytes: Uint8Array) => void): Promise<void> {
  if (content.length <= maxAtOnce) return write(zstdCompressSync(content))
  await pipeline(
    cut(content),
    createZstdCompress({ chunkSize: chunkBytes }),
    async (packed: AsyncIterable<Buffer>) => {
      for await (const piece of packed) {
        write(piece)
        spent([piece])
      }
    },
  )
}

const pieceBytes = 1024 * 1024

function* cut(content: Buffer): Generator<Buffer> {
  for (let at = 0; at < content.length; at += pieceBytes) yield content.subarray(at, at + pieceBytes)
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
export async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return // which opens no folder
  const folder = openSync(path, 'r')
  try {
    await promisify(fsync)(folder)
  } finally {
    closeSync(folder)
  }
}

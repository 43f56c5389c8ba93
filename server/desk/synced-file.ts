/** One file on its way to the disk: short ones at once, long ones in breaths between which others are heard. */
import { createHash, hash } from 'node:crypto'
import { closeSync, fdatasync, fsync, mkdirSync, openSync, write, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { setImmediate as breathe } from 'node:timers/promises'
import { promisify } from 'node:util'
import { createZstdCompress, zstdCompressSync } from 'node:zlib'
import type { FileContent } from '../../channels/contract/file-content.ts'

/** SHA-256 in hex. */
export async function digestOf(content: FileContent): Promise<string> {
  if (isShort(content)) return hash('sha256', content)
  const digest = createHash('sha256')
  for await (const piece of inBreaths(content)) digest.update(piece)
  return digest.digest('hex')
}

/**
 * Resolves when a new file's bytes are on disk; its name may not be. Of a short file only the disk is waited for: each question
 * that another thread answers costs a turn of a busy event loop.
 */
export async function writeSynced(path: string, content: FileContent, isCompressed: boolean): Promise<void> {
  const file = openNew(path)
  try {
    if (isShort(content)) writeFileSync(file, isCompressed ? zstdCompressSync(content) : content)
    else if (isCompressed)
      await pipeline(inBreaths(content), createZstdCompress(), (packed) => writeAll(file, packed))
    else await writeAll(file, inBreaths(content))
    await promisify(fdatasync)(file)
  } finally {
    closeSync(file)
  }
}

/** Compressing or writing this much takes less time than handing it to another thread. */
const maxSyncBytes = 256 * 1024

function isShort(content: FileContent): content is Buffer {
  return !('pieces' in content) && content.length <= maxSyncBytes
}

async function writeAll(file: number, pieces: AsyncIterable<Buffer>): Promise<void> {
  for await (const piece of pieces) {
    for (let at = 0; at < piece.length;) at += (await promisify(write)(file, piece, at)).bytesWritten
  }
}

const pieceBytes = 1024 * 1024

async function* inBreaths(content: FileContent): AsyncGenerator<Buffer> {
  for (const piece of 'pieces' in content ? content.pieces() : cut(content)) {
    yield piece
    await breathe()
  }
}

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

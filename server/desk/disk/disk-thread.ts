/**
 * The thread that waits for the disk: it writes files, and brings SQLite's log home. To put one file on disk takes nine calls of
 * the system, and each that waits costs a busy event loop its turn: a mail’s scan took as long as all its rows. One for all, for
 * each thread takes 10 MB; it begins with the first wish and lasts.
 */
import { Worker } from 'node:worker_threads'
import type { LogKeeper } from '../../../db/index.ts'
import type { Answer, Wish } from './disk-worker.ts'
import type { FileToKeep } from './kept-file.ts'

/** SQLite's log is looked after here too. */
export const logKeeper: LogKeeper = {
  checkpoint: (path) => askDisk({ checkpoint: path }),
  close: (path) => askDisk({ close: path }),
}

interface DiskThread {
  ask(wish: Wish): Promise<string | null>
}

let thread: DiskThread | null = null

/** Resolves when it is done, with the SHA-256 (hex) of a kept file. Rejects with the `code` of what hindered it; `EAGAIN` when that was none of the disk's. */
export async function askDisk(wish: { keep: FileToKeep }): Promise<string>
export async function askDisk(wish: Wish): Promise<string | null>
export async function askDisk(wish: Wish): Promise<string | null> {
  return (thread ??= start()).ask(wish)
}

function start(): DiskThread {
  const worker = startWorker()
  const inHand = new Map<
    number,
    { resolve: (sha256: string | null) => void; reject: (error: Error) => void }
  >()
  let last = 0
  worker.unref()
  worker.on('message', (answer: Answer) => {
    const waiting = inHand.get(answer.number)
    inHand.delete(answer.number)
    if (inHand.size === 0) worker.unref()
    if ('failure' in answer) waiting?.reject(failure(answer.failure.message, answer.failure.code))
    else waiting?.resolve(answer.sha256)
  })
  worker.on('error', ({ message }) => end(message))
  worker.on('exit', () => end('the thread for the disk has ended'))

  function end(message: string): void {
    if (thread === own) thread = null
    for (const { reject } of inHand.values()) reject(failure(message, 'EAGAIN'))
    inHand.clear()
  }

  const own: DiskThread = {
    ask: (wish) =>
      new Promise((resolve, reject) => {
        worker.postMessage({ number: ++last, wish })
        inHand.set(last, { resolve, reject })
        // Until it is on disk the process must not end.
        worker.ref()
      }),
  }
  return own
}

function startWorker(): Worker {
  try {
    return new Worker(new URL('./disk-worker.ts', import.meta.url), {
      resourceLimits: { maxYoungGenerationSizeMb: 1, maxOldGenerationSizeMb: 32 },
    })
  } catch (error) {
    throw failure((error as Error).message, 'EAGAIN')
  }
}

function failure(message: string, code: string | undefined): NodeJS.ErrnoException {
  return Object.assign(new Error(message), { code })
}

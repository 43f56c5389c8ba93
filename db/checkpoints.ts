/**
 * Brings what stands in SQLite's log (WAL) home into the database file, in a thread: some thousand pages and two syncs, for which
 * the event loop would stand still.
 */
import { Worker } from 'node:worker_threads'

/** Some 4,000 pages; what changes with every message is written once for all of them. */
const writesBetween = 250

export interface Checkpoints {
  /** `writes` were committed together. */
  noteCommit(writes: number): void
  /** Resolves when the thread has closed the database. */
  close(): Promise<void>
}

/** Of the database at `path`. The thread begins with the first need of it. */
export function createCheckpoints(path: string): Checkpoints {
  let worker: Worker | null = null
  let waiting = 0

  function start(): Worker {
    const started = new Worker(new URL('./checkpoint-worker.ts', import.meta.url), {
      workerData: path,
      resourceLimits: { maxYoungGenerationSizeMb: 1, maxOldGenerationSizeMb: 16 },
    })
    started.unref()
    // As when the disk is full. SQLite does it by itself, a little later (`wal_autocheckpoint`), and so it does without a thread.
    started.on('error', () => undefined)
    started.on('exit', () => (worker = null))
    return started
  }

  return {
    noteCommit(writes) {
      waiting += writes
      if (waiting < writesBetween) return
      waiting = 0
      try {
        ;(worker ??= start()).postMessage('checkpoint')
      } catch {
        // The system gives no thread; what was committed is none the less.
      }
    },
    async close() {
      if (!worker) return
      const closing = worker
      const ended = new Promise((resolve) => closing.once('exit', resolve))
      closing.postMessage('close')
      // Nothing else may be keeping the process alive.
      closing.ref()
      await ended
    },
  }
}

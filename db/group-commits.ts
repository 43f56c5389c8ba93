/**
 * Many writes in one commit of SQLite: everything that arrived while the last one was being written. On a disk that syncs a
 * thousand times a second, that is the difference between a thousand messages a second and many.
 */
import type { Database } from 'better-sqlite3'
import type { Kysely, Transaction } from 'kysely'
import { setTimeout as pause } from 'node:timers/promises'
import type { Schema } from './schema/index.ts'

const maxBatch = 500
const longestGatherMs = 5

type Work<T> = (tx: Transaction<Schema>) => Promise<T>

interface Job {
  work: Work<unknown>
  resolve: (value: unknown) => void
  reject: (error: unknown) => void
}

/** Runs transactions one after another, in the order they are asked for. One that fails harms none beside it. */
export function groupCommits(writer: Kysely<Schema>, file: Database) {
  const [savepoint, release, rollBack] = ['savepoint job', 'release job', 'rollback to job'].map(
    (text) => () => file.prepare(text).run(),
  ) as [() => unknown, () => unknown, () => unknown]
  let waiting: Job[] = []
  let draining = Promise.resolve()
  let isDraining = false
  let lastBatch = 0
  let lastCommitMs = 0

  function write<T>(work: Work<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      waiting.push({ work, resolve: resolve as Job['resolve'], reject })
      if (!isDraining) draining = drain()
    })
  }

  async function drain(): Promise<void> {
    isDraining = true
    while (waiting.length > 0) {
      // One turn of the event loop: whatever else the sockets hold right now joins this commit.
      await new Promise(setImmediate)
      // Several writers at once: gather as long as a commit takes, so that a slow disk is asked less often.
      if (lastBatch > 1) await pause(Math.min(lastCommitMs, longestGatherMs))
      const batch = waiting.slice(0, maxBatch)
      waiting = waiting.slice(maxBatch)
      await commit(batch)
      lastBatch = batch.length
    }
    // In the same turn as the last look: a job that came a microtask later would wait for ever.
    isDraining = false
  }

  async function commit(batch: Job[]): Promise<void> {
    try {
      const values = await inTransaction((tx) => inTurn(batch, tx))
      batch.forEach((job, i) => job.resolve(values[i]))
    } catch (error) {
      if (batch.length === 1) batch[0]?.reject(error)
      else await commitApart(batch)
    }
  }

  /**
   * Each in its own savepoint, to find out which one failed. Only then: what a savepoint may have to undo is copied page by
   * page, which costs a mail more than all it writes.
   */
  async function commitApart(batch: Job[]): Promise<void> {
    const settle: (() => void)[] = []
    let fatal: unknown
    try {
      await inTransaction(async (tx) => {
        for (const job of batch) {
          savepoint()
          try {
            const value = await job.work(tx)
            release()
            settle.push(() => job.resolve(value))
          } catch (error) {
            // A full disk ends the whole transaction and the savepoints with it: then all fail, for that reason.
            fatal = error
            rollBack()
            fatal = undefined
            release()
            settle.push(() => job.reject(error))
          }
        }
      })
    } catch (error) {
      for (const job of batch) job.reject(fatal ?? error)
      return
    }
    for (const done of settle) done()
  }

  async function inTransaction<T>(work: Work<T>): Promise<T> {
    let done = 0
    try {
      return await writer.transaction().execute(async (tx) => {
        const value = await work(tx)
        done = performance.now()
        return value
      })
    } finally {
      lastCommitMs = done && performance.now() - done
    }
  }

  return { write, idle: () => draining }
}

async function inTurn(batch: Job[], tx: Transaction<Schema>): Promise<unknown[]> {
  const values: unknown[] = []
  for (const { work } of batch) values.push(await work(tx))
  return values
}

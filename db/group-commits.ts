/**
 * Many writes in one commit of SQLite: everything that the sockets hold at one time, and all that comes while the disk is busy
 * with the commit before. On a disk that syncs a thousand times a second, that is the difference between a
 * thousand messages a second and many.
 */
import type { Database } from 'better-sqlite3'
import type { Kysely, Transaction } from 'kysely'
import type { Schema } from './schema/index.ts'
import type { WalSync } from './wal-sync.ts'

const maxBatch = 500

type Work<T> = (tx: Transaction<Schema>) => Promise<T>

interface Job {
  work: Work<unknown>
  resolve: (value: unknown) => void
  reject: (error: unknown) => void
}

/**
 * Runs transactions one after another, in the order they are asked for, and resolves each when it is on disk. One that fails
 * harms none beside it. `onCommit` hears of a commit and how many writes it holds, before its sync.
 */
export function groupCommits(
  writer: Kysely<Schema>,
  file: Database,
  wal: WalSync,
  onCommit: (writes: number) => void,
) {
  const [savepoint, release, rollBack] = ['savepoint job', 'release job', 'rollback to job'].map(
    (text) => () => file.prepare(text).run(),
  ) as [() => unknown, () => unknown, () => unknown]
  const waiting: Job[] = []
  const pauses: (() => Promise<unknown>)[] = []
  let draining = Promise.resolve()
  let isDraining = false
  let syncing = Promise.resolve()
  let lastBatch = 0
  let atDisk = 0
  let joins = () => {}

  function write<T>(work: Work<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      waiting.push({ work, resolve: resolve as Job['resolve'], reject })
      if (isDraining) joins()
      else draining = drain()
    })
  }

  /** Has this done between two commits: nothing is written until it resolves, which it must. */
  function pause(work: () => Promise<unknown>): void {
    pauses.push(work)
    if (!isDraining) draining = drain()
  }

  async function drain(): Promise<void> {
    isDraining = true
    while (waiting.length > 0 || pauses.length > 0) {
      for (let work; (work = pauses.shift());) await work()
      // One turn of the event loop: whatever else the sockets hold right now joins this commit.
      await new Promise(setImmediate)
      if (waiting.length > 0) await commit(waiting.splice(0, maxBatch))
    }
    // In the same turn as the last look: a job that came a microtask later would wait for ever.
    isDraining = false
  }

  async function commit(batch: Job[]): Promise<void> {
    const values: unknown[] = []
    try {
      await transact(async (tx) => {
        do {
          for (const { work } of batch.slice(values.length)) values.push(await work(tx))
        } while (await othersJoin(batch))
      })
      afterSync(batch, () => batch.forEach((job, i) => job.resolve(values[i])))
    } catch (error) {
      if (batch.length === 1) batch[0]?.reject(error)
      else await commitApart(batch)
    }
  }

  /**
   * Several writers at once: as long as the disk is busy with the last commit this one stays open, or each would be one of its
   * own. False when the disk is done.
   */
  async function othersJoin(batch: Job[]): Promise<boolean> {
    if (lastBatch <= 1 || atDisk === 0) return false
    await Promise.race([syncing.catch(() => undefined), new Promise<void>((resolve) => (joins = resolve))])
    batch.push(...waiting.splice(0, maxBatch - batch.length))
    return true
  }

  /**
   * Each in its own savepoint, to find out which one failed. Only then: what a savepoint may have to undo is copied page by
   * page, which costs a mail more than all it writes.
   */
  async function commitApart(batch: Job[]): Promise<void> {
    const settle: (() => void)[] = []
    let fatal: unknown
    try {
      await transact(async (tx) => {
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
    afterSync(batch, () => settle.forEach((done) => done()))
  }

  function transact<T>(work: Work<T>): Promise<T> {
    return writer.transaction().execute(work)
  }

  /** Nobody waits here: the next may be committed meanwhile. */
  function afterSync(batch: Job[], settle: () => void): void {
    lastBatch = batch.length
    onCommit(batch.length)
    syncing = wal.sync()
    atDisk++
    syncing
      .then(settle, (error: unknown) => batch.forEach((job) => job.reject(error)))
      .finally(() => atDisk--)
  }

  return {
    write,
    pause,
    /** Resolves when all that is committed is on disk; rejects as the writes among it do. */
    onDisk: () => syncing,
    async idle() {
      await draining
      await syncing.catch(() => undefined)
    },
  }
}

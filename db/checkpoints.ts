/**
 * Brings what stands in SQLite's log (WAL) home into the database file, in a thread: some thousand pages and two syncs,
 * for which the event loop would stand still.
 */

/** Some 4,000 pages; what changes with every message is written once for all of them. */
const writesBetween = 250

/** Has what `checkpoint.ts` does done in a thread, for the database at `path`. */
export interface LogKeeper {
  checkpoint(path: string): Promise<unknown>
  close(path: string): Promise<unknown>
}

export interface Checkpoints {
  /** `writes` were committed together. */
  noteCommit(writes: number): void
  /** Resolves when the thread has closed the database. */
  close(): Promise<void>
}

/**
 * Of the database at `path`. Without a keeper SQLite brings its log home itself, a little later (`wal_autocheckpoint`).
 * Most of it comes home beside those who write on; for the little that they wrote meanwhile they `pause`. The log begins anew
 * only when all of it is home: otherwise it would grow until SQLite did it all, in the event loop.
 */
export function createCheckpoints(
  path: string,
  keeper: LogKeeper | null,
  pause: (work: () => Promise<unknown>) => void,
): Checkpoints {
  let asking: Promise<unknown> | null = null
  let hasAsked = false
  let waiting = 0

  return {
    noteCommit(writes) {
      waiting += writes
      if (!keeper || asking || waiting < writesBetween) return
      waiting = 0
      hasAsked = true
      // When the disk is full, or there is no thread, it is as without.
      const bringHome = () => keeper.checkpoint(path).catch(() => undefined)
      asking = bringHome()
        .then(() => new Promise((resolve) => pause(() => bringHome().then(resolve))))
        .finally(() => (asking = null))
    },
    async close() {
      await asking
      if (hasAsked) await keeper?.close(path).catch(() => undefined)
    },
  }
}

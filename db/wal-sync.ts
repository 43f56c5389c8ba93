/**
 * Brings SQLite's log (WAL) to disk beside the event loop. A commit leaves it with the system (`synchronous=NORMAL`); the sync
 * that follows may take a disk many milliseconds, and stops nobody here.
 */
import { closeSync, fdatasync, openSync } from 'node:fs'
import { promisify } from 'node:util'

const toDisk = promisify(fdatasync)

export interface WalSync {
  /**
   * Resolves when everything committed before the call is on disk. One at a time: who asks meanwhile shares the next. Rejects
   * with what the disk says, and from then on always: behind a hole in the log nothing would be found again.
   */
  sync(): Promise<void>
  close(): void
}

/** Of the database at `path`, whose log exists by the first sync and is not deleted while the database is open. */
export function createWalSync(path: string): WalSync {
  let fd: number | null = null
  let running = Promise.resolve()
  let queued: Promise<void> | null = null

  return {
    sync: () =>
      (queued ??= running.then(() => {
        queued = null
        fd ??= openSync(`${path}-wal`, 'r')
        return (running = toDisk(fd))
      })),
    close() {
      if (fd !== null) closeSync(fd)
    },
  }
}

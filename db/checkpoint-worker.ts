/** The thread of `checkpoints.ts`. */
import SQLite from 'better-sqlite3'
import { parentPort, workerData } from 'node:worker_threads'

/** The log begins anew only when all of it has come home, and while one look lasts more is written. */
const mostLooks = 4

const file = new SQLite(workerData as string)

parentPort?.on('message', (wish: 'checkpoint' | 'close') => {
  if (wish === 'close') {
    file.close()
    parentPort?.close()
  } else for (let looks = 0; looks < mostLooks && !isAllHome(); looks++);
})

/** Holds up nobody who reads or writes meanwhile (https://www.sqlite.org/pragma.html#pragma_wal_checkpoint). */
function isAllHome(): boolean {
  const [found] = file.pragma('wal_checkpoint(PASSIVE)') as { log: number; checkpointed: number }[]
  return found?.log === found?.checkpointed
}

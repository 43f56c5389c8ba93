/** Brings SQLite’s log home, in whatever thread this runs; it stands still meanwhile. */
import SQLite from 'better-sqlite3'

/** The log begins anew only when all of it has come home, and while one look lasts more is written. */
const mostLooks = 4

const files = new Map<string, SQLite.Database>()

/** Of the database at `path`. */
export function checkpoint(path: string): void {
  let file = files.get(path)
  if (!file) files.set(path, (file = new SQLite(path)))
  for (let looks = 0; looks < mostLooks && !isAllHome(file); looks++);
}

export function closeDatabase(path: string): void {
  files.get(path)?.close()
  files.delete(path)
}

/** Holds up nobody who reads or writes meanwhile (https://www.sqlite.org/pragma.html#pragma_wal_checkpoint). */
function isAllHome(file: SQLite.Database): boolean {
  const [found] = file.pragma('wal_checkpoint(PASSIVE)') as { log: number; checkpointed: number }[]
  return found?.log === found?.checkpointed
}

/**
 * A shorter way to a database within this process. By Kysely a query passes some ten promises, which takes longer than
 * SQLite needs for a short one; one that is compiled already can be run on the spot.
 */
import type { DialectAdapter } from 'kysely'
import type { Queryable } from './db.ts'

/** Runs one statement and gives its rows back, without end of the event loop's turn. Throws what the database says. */
export type RunDirectly = (sql: string, parameters: readonly unknown[]) => unknown[]

interface Way {
  run: RunDirectly
  isReader: boolean
}

const ways = new WeakMap<DialectAdapter, Way>()

/** Offers the way for one connection; a reader never has a transaction that somebody else could disturb. */
export function offerDirectly(adapter: DialectAdapter, way: Way): void {
  ways.set(adapter, way)
}

/** Null where there is none, and for a writer outside of its transaction: it would get into another's. */
export function directly(db: Queryable): RunDirectly | null {
  const way = ways.get(db.getExecutor().adapter)
  return way && (way.isReader || db.isTransaction) ? way.run : null
}

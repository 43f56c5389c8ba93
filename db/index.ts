/** One schema, one set of queries, two databases. */
import type { LogKeeper } from './checkpoints.ts'
import type { Db } from './db.ts'
import { openPostgres } from './postgres.ts'
import { openSqlite } from './sqlite.ts'

export type { LogKeeper } from './checkpoints.ts'
export type { Db, Queryable, Tx } from './db.ts'

/** Opens `sqlite:PATH` or `postgres://…`. Throws a sentence that names what is wrong with the address. `keeper` is for a process that lasts. */
export function openDb(url: string, keeper: LogKeeper | null = null): Db {
  if (url.startsWith('sqlite:')) return openSqlite(url.slice('sqlite:'.length), keeper)
  if (/^postgres(ql)?:\/\//.test(url)) return openPostgres(url)
  throw new Error(`DATABASE_URL must begin with sqlite: or postgres://, not "${url.split(':')[0]}:"`)
}

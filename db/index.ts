/** One schema, one set of queries, two databases. */
import type { Db } from './db.ts'
import { openPostgres } from './postgres.ts'
import { openSqlite } from './sqlite.ts'

export type { Db, Queryable, Tx } from './db.ts'

/** Opens `sqlite:PATH` or `postgres://…`. Throws a sentence that names what is wrong with the address. */
export function openDb(url: string): Db {
  if (url.startsWith('sqlite:')) return openSqlite(url.slice('sqlite:'.length))
  if (/^postgres(ql)?:\/\//.test(url)) return openPostgres(url)
  throw new Error(`DATABASE_URL must begin with sqlite: or postgres://, not "${url.split(':')[0]}:"`)
}

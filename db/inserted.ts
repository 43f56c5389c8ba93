/**
 * Inserting a row and having it as it then stands. SQLite makes a savepoint for RETURNING, and at each of those full text
 * writes out all it has gathered: to look the row up by its id afterwards costs a tenth of that. PostgreSQL is asked once.
 */
import { sql, type Kysely } from 'kysely'
import type { Tx } from './db.ts'
import { directly } from './direct.ts'
import { firstOrThrow, prepared } from './prepared.ts'
import type { Schema } from './schema/index.ts'

type AnyTables = Kysely<Record<string, Record<string, unknown>>>

/** For tables that give their rows an `id` themselves. */
export function insertedRow<New extends object, Row>(
  table: keyof Schema,
): (tx: Tx, row: New) => Promise<Row> {
  const insert = prepared((db, row: New) => (db as unknown as AnyTables).insertInto(table).values({ ...row }))
  const insertReturning = prepared((db, row: New) =>
    (db as unknown as AnyTables)
      .insertInto(table)
      .values({ ...row })
      .returningAll(),
  )
  const selectLast = prepared((db) =>
    (db as unknown as AnyTables)
      .selectFrom(table)
      .selectAll()
      .where('id', '=', sql`last_insert_rowid()`),
  )

  return async (tx, row) => {
    if (!directly(tx)) return firstOrThrow(await insertReturning(tx, row)) as Row
    await insert(tx, row)
    return firstOrThrow(await selectLast(tx, {})) as Row
  }
}

/** A database of today's shape with nothing in it, and how to be rid of it. */
import { openDb, type Db } from '../../db/index.ts'
import { migrateToLatestOrThrow } from '../../db/migrate.ts'
import type { TestDatabase } from '../_databases.ts'

export interface FreshDatabase {
  db: Db
  drop(): Promise<void>
}

export async function openFresh(create: () => Promise<TestDatabase>): Promise<FreshDatabase> {
  const database = await create()
  const db = openDb(database.url)
  await migrateToLatestOrThrow(db)
  return {
    db,
    async drop() {
      await db.close()
      await database.drop()
    },
  }
}

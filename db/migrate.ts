/** Brings the database to the newest schema. Migrations only add; each runs in a transaction. */
import { Migrator, type Migration } from 'kysely/migration'
import type { Db } from './db.ts'
import { migrationsFor } from './migrations/index.ts'

/** Returns the names of the migrations that ran. Throws, with nothing half done, when one fails. */
export async function migrateToLatestOrThrow(
  db: Db,
  migrations: Record<string, Migration> = migrationsFor(db.dialect),
): Promise<string[]> {
  const provider = { getMigrations: async () => migrations }
  const { error, results } = await new Migrator({ db: db.migrationTarget, provider }).migrateToLatest()
  if (error) throw error
  return (results ?? []).map((result) => result.migrationName)
}

/** Opens the office's database for one command, migrated, and closes it afterwards. */
import { existsSync } from 'node:fs'
import { openDb, type Db } from '../../db/index.ts'
import { migrateToLatestOrThrow } from '../../db/migrate.ts'
import { loadConfig, readEnv, type Config } from '../config.ts'

export function readConfig(): Config {
  return loadConfig(readEnv(process.env, process.cwd()), process.cwd())
}

/** With `mayCreate` the database is made when there is none; else that is said in one sentence. */
export async function withDb<T>(
  work: (db: Db, config: Config) => Promise<T>,
  options: { mayCreate?: boolean } = {},
): Promise<T> {
  const config = readConfig()
  if (!options.mayCreate) refuseWithoutDatabase(config)
  const db = openDb(config.databaseUrl)
  try {
    await migrateToLatestOrThrow(db)
    return await work(db, config)
  } finally {
    await db.close()
  }
}

/** In the wrong folder a command would otherwise work on an empty database of its own making. */
export function refuseWithoutDatabase(config: Config): void {
  const file = databaseFile(config)
  if (file !== null && !existsSync(file)) {
    throw new Error(`There is no database at ${file}: run this where the server runs, after its first start.`)
  }
}

/** The SQLite file; null on PostgreSQL. */
export function databaseFile({ databaseUrl }: Config): string | null {
  return databaseUrl.startsWith('sqlite:') ? databaseUrl.slice('sqlite:'.length) : null
}

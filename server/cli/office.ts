/** Opens the office's database for one command, migrated, and closes it afterwards. */
import { openDb, type Db } from '../../db/index.ts'
import { migrateToLatestOrThrow } from '../../db/migrate.ts'
import { loadConfig, readEnv, type Config } from '../config.ts'

export function readConfig(): Config {
  return loadConfig(readEnv(process.env, process.cwd()), process.cwd())
}

export async function withDb<T>(work: (db: Db, config: Config) => Promise<T>): Promise<T> {
  const config = readConfig()
  const db = openDb(config.databaseUrl)
  try {
    await migrateToLatestOrThrow(db)
    return await work(db, config)
  } finally {
    await db.close()
  }
}

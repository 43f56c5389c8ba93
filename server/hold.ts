/** One server a data folder: a second one would send everything twice. The system lets go when a process dies. */
import SQLite from 'better-sqlite3'
import { accessSync, constants, mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { ConfigError, type Config } from './config.ts'

export interface Hold {
  /** No other process can be working on this database. */
  isSole: boolean
  release(): void
}

/** Throws one sentence when the folder cannot be written or another server holds the database. */
export function holdDataDir(config: Config): Hold {
  checkWritable(config.dataDir, 'DATA_DIR')
  if (!config.databaseUrl.startsWith('sqlite:')) return { isSole: config.redisUrl === null, release() {} }
  const path = config.databaseUrl.slice('sqlite:'.length)
  checkWritable(dirname(path), 'The folder of DATABASE_URL')
  const lock = new SQLite(`${path}.lock`)
  try {
    lock.pragma('busy_timeout = 0')
    lock.pragma('locking_mode = EXCLUSIVE')
    lock.exec('begin exclusive')
  } catch (cause) {
    lock.close()
    if ((cause as { code?: string }).code !== 'SQLITE_BUSY') throw cause
    throw new ConfigError(
      'Another server is running on this database: stop it, or set DATABASE_URL to another file.',
      { cause },
    )
  }
  return { isSole: true, release: () => void lock.close() }
}

export function checkWritable(dir: string, name: string): void {
  try {
    mkdirSync(dir, { recursive: true })
    accessSync(dir, constants.W_OK)
  } catch (cause) {
    throw new ConfigError(`${name} cannot be written: ${dir}`, { cause })
  }
}

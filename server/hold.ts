/** One server a database: a second one would send everything twice. The system lets go when a process dies. */
import SQLite from 'better-sqlite3'
import { accessSync, constants, mkdirSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { holdPostgres } from '../db/postgres-hold.ts'
import { ConfigError, type Config } from './config.ts'

const severalWay = 'set REDIS_URL to run several'

export interface Hold {
  /** No other process can be working on this database. */
  isSole: boolean
  release(): Promise<void>
}

/**
 * Throws one sentence when a folder cannot be written or another server holds the database. `onTaken` is told in one
 * sentence that another server took it later, while PostgreSQL was away.
 */
export async function holdDatabase(config: Config, onTaken: (why: string) => void = () => {}): Promise<Hold> {
  checkWritable(config.dataDir, 'DATA_DIR')
  if (config.databaseUrl.startsWith('sqlite:')) return holdSqlite(config.databaseUrl.slice('sqlite:'.length))
  // With Redis, several processes share one database on purpose.
  if (config.redisUrl) return { isSole: false, release: async () => {} }
  const release = await holdPostgres(config.databaseUrl, () => onTaken(taken(severalWay).message)).catch(
    (cause: unknown) => {
      const { code } = cause as { code?: string }
      throw new ConfigError(`PostgreSQL cannot be used at DATABASE_URL (${code ?? 'no answer'}).`, { cause })
    },
  )
  if (!release) throw taken(severalWay)
  return { isSole: true, release }
}

function holdSqlite(path: string): Hold {
  checkWritable(dirname(path), 'The folder of DATABASE_URL')
  const lock = new SQLite(`${path}.lock`)
  try {
    lock.pragma('busy_timeout = 0')
    lock.pragma('locking_mode = EXCLUSIVE')
    lock.exec('begin exclusive')
  } catch (cause) {
    lock.close()
    throw (cause as { code?: string }).code === 'SQLITE_BUSY'
      ? taken('set DATABASE_URL to another file', cause)
      : cause
  }
  return { isSole: true, release: async () => void lock.close() }
}

function taken(wayOut: string, cause?: unknown): ConfigError {
  return new ConfigError(`Another server is running on this database: stop it, or ${wayOut}.`, { cause })
}

function checkWritable(dir: string, name: string): void {
  try {
    makeDir(dir)
    accessSync(dir, constants.W_OK)
  } catch (cause) {
    throw new ConfigError(`${name} cannot be written: ${dir}`, { cause })
  }
}

/** Step by step: where a folder cannot be made, as in /proc, Node's own `recursive` tries for ever. */
function makeDir(dir: string): void {
  if (statSync(dir, { throwIfNoEntry: false })?.isDirectory()) return
  makeDir(dirname(dir))
  mkdirSync(dir)
}

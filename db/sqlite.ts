/**
 * SQLite, one file: a writer and a reader over the same WAL, so that a screen never waits for a commit.
 * Acknowledged means on disk (`synchronous=FULL`), and one commit carries everything that arrived while the
 * last one was being written: on a disk that syncs a thousand times a second, that is the difference between
 * a thousand messages a second and many.
 */
import SQLite from 'better-sqlite3'
import { Kysely, SqliteDialect, sql, type Transaction } from 'kysely'
import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Db } from './db.ts'
import type { Schema } from './schema.ts'

const maxBatch = 500
const longestGatherMs = 5
const maxCachedStatements = 1000

/** Opens or makes the file. Throws when the folder cannot be written. */
export function openSqlite(path: string): Db {
  mkdirSync(dirname(path), { recursive: true })
  const file = new SQLite(path)
  file.pragma('journal_mode = WAL')
  file.pragma('synchronous = FULL')
  const writer = kyselyOver(file)
  const reader = kyselyOver(new SQLite(path, { readonly: true }))
  const commits = groupCommits(writer)
  return {
    dialect: 'sqlite',
    read: reader,
    write: commits.write,
    writesInOrder: true,
    migrationTarget: writer,
    async backup(target) {
      await file.backup(target)
    },
    async close() {
      await commits.idle()
      await reader.destroy()
      await writer.destroy()
    },
  }
}

function kyselyOver(file: SQLite.Database): Kysely<Schema> {
  file.pragma('foreign_keys = ON')
  file.pragma('busy_timeout = 5000')
  const statements = new Map<string, SQLite.Statement>()
  const database = {
    // Preparing costs more than a short query does, so each SQL text is prepared once.
    prepare(text: string): SQLite.Statement {
      // A full disk has ended the transaction by itself; a second rollback would hide why.
      if (text === 'rollback' && !file.inTransaction) return file.prepare('select 0')
      let statement = statements.get(text)
      if (!statement) {
        if (statements.size >= maxCachedStatements) statements.clear()
        statement = file.prepare(text)
        statements.set(text, statement)
      }
      return statement
    },
    close: () => file.close(),
  }
  const dialect = new SqliteDialect({ database: database as unknown as SQLite.Database })
  // SQLite alters tables in a transaction; only Kysely does not ask it to, and a process killed in the middle of a
  // migration would leave half a schema that no later start can mend.
  const adapter = Object.defineProperty(dialect.createAdapter(), 'supportsTransactionalDdl', { value: true })
  dialect.createAdapter = () => adapter
  return new Kysely<Schema>({ dialect })
}

interface Job {
  work: (tx: Transaction<Schema>) => Promise<unknown>
  resolve: (value: unknown) => void
  reject: (error: unknown) => void
}

/** Runs transactions one after another, many in one commit; each in its own savepoint, so one failing harms none. */
function groupCommits(writer: Kysely<Schema>) {
  let waiting: Job[] = []
  let draining = Promise.resolve()
  let isDraining = false
  let lastBatch = 0
  let lastCommitMs = 0

  function write<T>(work: (tx: Transaction<Schema>) => Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      waiting.push({ work, resolve: resolve as Job['resolve'], reject })
      if (!isDraining) draining = drain()
    })
  }

  async function drain(): Promise<void> {
    isDraining = true
    while (waiting.length > 0) {
      // One turn of the event loop: whatever else the sockets hold right now joins this commit.
      await new Promise(setImmediate)
      // Several writers at once: gather as long as a commit takes, so that a slow disk is asked less often.
      if (lastBatch > 1) await pause(Math.min(lastCommitMs, longestGatherMs))
      const batch = waiting.slice(0, maxBatch)
      waiting = waiting.slice(maxBatch)
      const began = performance.now()
      await commit(batch)
      lastCommitMs = performance.now() - began
      lastBatch = batch.length
    }
    // In the same turn as the last look: a job that came a microtask later would wait for ever.
    isDraining = false
  }

  async function commit(batch: Job[]): Promise<void> {
    const settle: (() => void)[] = []
    let fatal: unknown
    try {
      await writer.transaction().execute(async (tx) => {
        for (const job of batch) {
          await sql`savepoint job`.execute(tx)
          try {
            const value = await job.work(tx)
            await sql`release job`.execute(tx)
            settle.push(() => job.resolve(value))
          } catch (error) {
            // A full disk ends the whole transaction and the savepoints with it: then all fail, for that reason.
            fatal = error
            await sql`rollback to job`.execute(tx)
            fatal = undefined
            await sql`release job`.execute(tx)
            settle.push(() => job.reject(error))
          }
        }
      })
    } catch (error) {
      for (const job of batch) job.reject(fatal ?? error)
      return
    }
    for (const done of settle) done()
  }

  return { write, idle: () => draining }
}

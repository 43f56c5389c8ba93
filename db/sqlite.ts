/**
 * SQLite, one file: a writer and a reader over the same WAL, so that a screen never waits for a commit.
 * Acknowledged means on disk: a write resolves after its sync, which is done beside the event loop.
 */
import SQLite from 'better-sqlite3'
import { Kysely, SqliteDialect } from 'kysely'
import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { createCheckpoints, type LogKeeper } from './checkpoints.ts'
import type { Db } from './db.ts'
import { offerDirectly } from './direct.ts'
import { groupCommits } from './group-commits.ts'
import type { Schema } from './schema/index.ts'
import { createWalSync } from './wal-sync.ts'

const maxCachedStatements = 1000

/** Opens or makes the file. Throws when the folder cannot be written. */
export function openSqlite(path: string, keeper: LogKeeper | null): Db {
  mkdirSync(dirname(path), { recursive: true })
  const file = new SQLite(path)
  file.pragma('journal_mode = WAL')
  file.pragma('synchronous = NORMAL')
  // A thread brings the log home; the event loop would have to only where that does not keep up.
  file.pragma('wal_autocheckpoint = 8000')
  const writer = kyselyOver(file)
  const readFile = new SQLite(path, { readonly: true })
  // In KiB. The writer's pages stay; what the reader holds is of no use after the next commit.
  file.pragma('cache_size = -4000')
  readFile.pragma('cache_size = -2000')
  const reader = kyselyOver(readFile)
  const wal = createWalSync(path)
  const listeners: (() => void)[] = []
  const checkpoints = createCheckpoints(path, keeper, (work) => commits.pause(work))
  const commits = groupCommits(writer, file, wal, (writes) => {
    checkpoints.noteCommit(writes)
    listeners.forEach((listener) => listener())
  })
  return {
    dialect: 'sqlite',
    read: reader,
    write: commits.write,
    onCommit: (listener) => void listeners.push(listener),
    onDisk: commits.onDisk,
    writesInOrder: true,
    migrationTarget: writer,
    async backup(target) {
      await file.backup(target)
    },
    async close() {
      await commits.idle()
      await reader.destroy()
      // Kysely leaves open what it was never asked anything of; then the WAL would stay.
      readFile.close()
      wal.close()
      await checkpoints.close()
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
  const run = (text: string, parameters: readonly unknown[]) => {
    const statement = database.prepare(text)
    if (statement.reader) return statement.all(parameters)
    statement.run(parameters)
    return []
  }
  const dialect = new SqliteDialect({ database: database as unknown as SQLite.Database })
  // SQLite alters tables in a transaction; only Kysely does not ask it to, and a process killed in the middle of a
  // migration would leave half a schema that no later start can mend.
  const adapter = Object.defineProperty(dialect.createAdapter(), 'supportsTransactionalDdl', { value: true })
  dialect.createAdapter = () => adapter
  offerDirectly(adapter, { run, isReader: file.readonly })
  return new Kysely<Schema>({ dialect })
}

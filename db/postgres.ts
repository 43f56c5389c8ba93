/** PostgreSQL, for an office that runs several processes. One transaction a write; clashes are tried again. */
import { Kysely, PostgresDialect, type PostgresPool, type Transaction } from 'kysely'
import { createHash } from 'node:crypto'
import pg from 'pg'
import type { Db } from './db.ts'
import { DatabaseDown } from './errors.ts'
import type { Schema } from './schema/index.ts'

const int8 = 20
const connectTimeoutMs = 5000
const maxTries = 5
const uniqueViolation = '23505'
/** serialization_failure, deadlock_detected: another process was first; the work reads again. */
const clashes = new Set(['40001', '40P01'])
/**
 * SQLSTATE classes and codes that speak of the server and not of the query: connection (08), resources (53, but for a
 * full disk, which has a name of its own), shutdown and cancelling (57), input and output (58), a lock not had (55P03),
 * a standby that only reads (25006), a transaction timed out (25P03, 25P04).
 */
const serverTrouble = /^(?:08|53(?!100)|57|58|55P03|25006|25P0[34])/
const maxNamedStatements = 1000

/** Opens a pool; nothing is connected until the first query. `url` is `postgres://…`. */
export function openPostgres(url: string, poolSize = 10): Db {
  const pool = new pg.Pool({
    connectionString: url,
    max: poolSize,
    connectionTimeoutMillis: connectTimeoutMs,
    types: {
      getTypeParser: ((oid: number, format: 'text') =>
        oid === int8 ? Number : pg.types.getTypeParser(oid, format)) as typeof pg.types.getTypeParser,
    },
  })
  pool.on('error', () => {}) // an idle connection that dies is replaced by the pool; the next query reports if it cannot
  // One that dies while it is lent out says so twice: to its query, and here, where unheard it would end the process.
  pool.on('connect', (client) => client.on('error', () => {}))
  const kysely = new Kysely<Schema>({ dialect: new PostgresDialect({ pool: withNamedStatements(pool) }) })
  const listeners: (() => void)[] = []
  return {
    dialect: 'postgres',
    read: kysely,
    async write(work) {
      const value = await writeWithRetry(kysely, work)
      for (const listener of listeners) listener()
      return value
    },
    onCommit: (listener) => void listeners.push(listener),
    onDisk: () => Promise.resolve(),
    writesInOrder: false,
    migrationTarget: kysely,
    backup: null,
    close: () => kysely.destroy(),
  }
}

async function writeWithRetry<T>(
  kysely: Kysely<Schema>,
  work: (tx: Transaction<Schema>) => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await kysely.transaction().execute(work)
    } catch (error) {
      const code = (error as { code?: string }).code ?? ''
      if (code !== uniqueViolation && !clashes.has(code)) throw error
      if (attempt >= maxTries) throw clashes.has(code) ? new DatabaseDown(error) : error
    }
  }
}

/** Gives every SQL text a name, so that a connection parses and plans it once. */
function withNamedStatements(pool: pg.Pool): PostgresPool {
  const names = new Map<string, string>()
  function nameOf(text: string): string | undefined {
    let name = names.get(text)
    if (!name && names.size < maxNamedStatements) {
      name = createHash('sha256').update(text).digest('base64url')
      names.set(text, name)
    }
    return name
  }
  const named = {
    async connect() {
      const client = await pool.connect().catch((error: unknown) => {
        throw new DatabaseDown(error)
      })
      const query = (text: unknown, values?: readonly unknown[]) =>
        typeof text === 'string' && values !== undefined && values.length > 0
          ? client.query({ text, values: values as unknown[], name: nameOf(text) })
          : client.query(text as string, values as unknown[])
      return {
        query: (text: unknown, values?: readonly unknown[]) => query(text, values).catch(rethrow),
        release: () => client.release(),
      }
    },
    end: () => pool.end(),
  }
  return named as unknown as PostgresPool
}

/** The driver's own errors on a broken line bear no code at all; those of PostgreSQL itself always do. */
function rethrow(error: unknown): never {
  const { code } = error as { code?: string }
  const isBug = error instanceof TypeError || error instanceof RangeError
  if (code === undefined ? !isBug : serverTrouble.test(code) || /^E[A-Z]+$/.test(code)) {
    throw new DatabaseDown(error)
  }
  throw error
}

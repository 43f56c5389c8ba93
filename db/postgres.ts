/** PostgreSQL, for an office that runs several processes. One transaction a write; clashes are tried again. */
import { Kysely, PostgresDialect, type PostgresPool, type Transaction } from 'kysely'
import { createHash } from 'node:crypto'
import pg from 'pg'
import type { Db } from './db.ts'
import type { Schema } from './schema.ts'

const int8 = 20
const connectTimeoutMs = 5000
const maxTries = 5
/** unique_violation, serialization_failure, deadlock_detected: another process was first; the work reads again. */
const clashes = new Set(['23505', '40001', '40P01'])
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
  const kysely = new Kysely<Schema>({ dialect: new PostgresDialect({ pool: withNamedStatements(pool) }) })
  return {
    dialect: 'postgres',
    read: kysely,
    write: (work) => writeWithRetry(kysely, work),
    migrationTarget: kysely,
    backup: null,
    close: () => kysely.destroy(),
  }
}

/** The key of our advisory lock: "tanya" in ASCII. */
const serverLock = 0x74616e7961

/**
 * Marks the database as served by this process, for as long as its connection lives. Returns how to let go; null
 * when another process holds it.
 */
export async function holdPostgres(url: string): Promise<(() => Promise<void>) | null> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: connectTimeoutMs })
  client.on('error', () => {}) // the database went away: every query says so by itself
  await client.connect()
  const { rows } = await client.query<{ held: boolean }>('select pg_try_advisory_lock($1) as held', [
    serverLock,
  ])
  if (rows[0]?.held) return () => client.end()
  await client.end()
  return null
}

async function writeWithRetry<T>(
  kysely: Kysely<Schema>,
  work: (tx: Transaction<Schema>) => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await kysely.transaction().execute(work)
    } catch (error) {
      const code = (error as { code?: string }).code
      if (attempt >= maxTries || code === undefined || !clashes.has(code)) throw error
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
      const client = await pool.connect()
      return {
        query: (text: unknown, values?: readonly unknown[]) =>
          typeof text === 'string' && values !== undefined && values.length > 0
            ? client.query({ text, values: values as unknown[], name: nameOf(text) })
            : client.query(text as string, values as unknown[]),
        release: () => client.release(),
      }
    },
    end: () => pool.end(),
  }
  return named as unknown as PostgresPool
}

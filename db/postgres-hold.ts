/** One server a database, by an advisory lock that lives as long as the connection that took it. */
import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'

/** The key of our advisory lock: "tanya" in ASCII. */
const serverLock = 0x74616e7961
const connectTimeoutMs = 5000
const regainDelayMs = 500

/**
 * Marks the database as served by this process. Returns how to let go; null when another process holds it. When the
 * connection breaks the lock is gone with it, and is taken again as soon as the database answers; `onTaken` is called
 * when another process was faster.
 */
export async function holdPostgres(url: string, onTaken: () => void): Promise<(() => Promise<void>) | null> {
  const name = `tanya ${randomUUID()}`
  let isReleased = false
  let held = await take(url, name)
  if (!held) return null
  watch(held)

  function watch(client: pg.Client): void {
    client.once('end', () => void regain())
  }

  async function regain(): Promise<void> {
    while (!isReleased) {
      await pause(regainDelayMs, undefined, { ref: false })
      const again = await take(url, name, { isAgain: true }).catch(() => undefined)
      if (again === undefined) continue // the database is still away
      if (again === null) return isReleased ? undefined : onTaken()
      held = again
      if (isReleased) return void (await again.end())
      return watch(again)
    }
  }

  return async () => {
    isReleased = true
    await held?.end()
  }
}

/** A connection that has the lock; null when another has it. Rejects when the database does not answer. */
async function take(url: string, name: string, { isAgain = false } = {}): Promise<pg.Client | null> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: connectTimeoutMs,
    application_name: name,
    keepAlive: true, // a line that is dead without a word is noticed
  })
  client.on('error', () => {}) // `end` follows, and every query says so by itself
  await client.connect()
  try {
    // Where only the line broke, the old session may still stand at the other end, and hold our own lock against us.
    if (isAgain) {
      await client.query(
        'select pg_terminate_backend(pid, 5000) from pg_stat_activity where application_name = $1 and pid <> pg_backend_pid()',
        [name],
      )
    }
    const { rows } = await client.query<{ held: boolean }>('select pg_try_advisory_lock($1) as held', [
      serverLock,
    ])
    if (rows[0]?.held) return client
  } catch (error) {
    await client.end().catch(() => {})
    throw error
  }
  await client.end()
  return null
}

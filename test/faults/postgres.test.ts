/** PostgreSQL breaks off, dies and comes back: nobody is told a lie, nothing is lost, and nobody else takes over. */
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { openDb } from '../../db/index.ts'
import { DatabaseDown } from '../../db/errors.ts'
import { holdPostgres } from '../../db/postgres-hold.ts'
import { waitFor } from '../_office.ts'
import { startPostgres, type Postgres } from '../_postgres.ts'
import { sendMail } from '../server/_cast.ts'
import { runToEnd, scratchDir, startServer, type Server } from './_server.ts'

vi.setConfig({ testTimeout: 120_000, hookTimeout: 90_000 })

let postgres: Postgres
let databases = 0
let url: string

beforeAll(async () => {
  postgres = await startPostgres()
})
afterAll(() => postgres.stop())
beforeEach(async () => {
  const name = `tanya${++databases}`
  await asAdmin((client) => client.query(`create database ${name}`))
  url = `${postgres.url}/${name}`
})

async function asAdmin<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: `${postgres.url}/postgres` })
  client.on('error', () => {})
  await client.connect()
  return work(client).finally(() => client.end())
}

const cutLines = () =>
  asAdmin((client) =>
    client.query('select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid()'),
  )

/** As the kernel does when memory ends: the client hears nothing at all, and its driver's error has no code. */
async function killOneBackend(): Promise<void> {
  const { rows } = await asAdmin((client) =>
    client.query<{ pid: number }>(
      "select pid from pg_stat_activity where datname like 'tanya%' and pid <> pg_backend_pid() order by query_start desc limit 1",
    ),
  )
  if (rows[0]) process.kill(rows[0].pid, 'SIGKILL')
}

describe('a server whose PostgreSQL breaks off under load', () => {
  let server: Server
  const dir = scratchDir()
  afterAll(async () => {
    await server.stop('SIGKILL')
    dir.remove()
  })

  it('lives on, asks every sender to come again, quarantines nothing, and takes its lock back', async () => {
    server = await startServer(dir.path, { DATABASE_URL: url, LOG_LEVEL: 'fatal' })
    const kept = new Set<string>()
    const refused: number[] = []
    const life = { isOver: false }
    const sender = async (name: string) => {
      for (let i = 0; !life.isOver; i++) {
        const subject = `${name}.${i}`
        const mail = { from: 'budi@example.org', subject, text: subject, messageId: `<${subject}@x.example>` }
        await sendMail(server.smtpPort, mail).then(
          () => kept.add(subject),
          (error: { responseCode?: number }) => refused.push(error.responseCode ?? 0),
        )
      }
    }
    const senders = ['a', 'b', 'c', 'd'].map(sender)
    const window = await server.chat()
    await waitFor(() => kept.size > 10, 'mails before the trouble', 20_000)
    for (let i = 0; i < 5; i++) {
      await cutLines()
      await new Promise((done) => setTimeout(done, 100))
    }
    await killOneBackend()
    await waitFor(() => asAdmin(async () => true).catch(() => false), 'recovery', 30_000)
    const before = kept.size
    await waitFor(() => kept.size > before + 5, 'mails after the cuts', 30_000)

    await postgres.crash()
    await waitFor(() => refused.includes(451), 'a mail refused for now', 30_000)
    const start = { clientId: 'a', name: 'Rina', text: 'Halo' }
    expect(await window.timeout(20_000).emitWithAck('start', start)).toMatchObject({
      ok: false,
      error: { code: 'unavailable' },
    })
    const answer = await fetch(`${server.url}/api/v1/session`, {
      headers: { authorization: 'Bearer 0123456789abcdef' },
    })
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '5'])
    expect(server.child.exitCode).toBeNull()

    await postgres.comeBack()
    const after = kept.size
    await waitFor(() => kept.size > after + 5, 'mails after the crash', 30_000)
    life.isOver = true
    await Promise.all(senders)
    expect(refused.filter((code) => code !== 451)).toEqual([])

    const sari = await server.signIn()
    const { body: ledger } = await sari.request<Record<string, number>>('GET', '/mails/ledger')
    expect(ledger['quarantined']).toBe(0)
    expect(ledger['ticket']).toBeGreaterThanOrEqual(kept.size)
    const found = await asOwner((client) => client.query<{ subject: string }>('select subject from tickets'))
    const subjects = found.rows.map(({ subject }) => subject)
    expect(new Set(subjects).size).toBe(subjects.length)
    expect([...kept].filter((subject) => !subjects.includes(subject))).toEqual([])

    await waitFor(
      async () => {
        const second = await runToEnd(dir.path, { DATABASE_URL: url, PORT: '0', SMTP_LISTEN: '' })
        return second.err.includes('Another server is running on this database')
      },
      'the lock to be held again',
      30_000,
    )
  })
})

async function asOwner<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  return work(client).finally(() => client.end())
}

describe('the mark of the one server', () => {
  it('is told when another took it while the line was broken', async () => {
    const onTaken = vi.fn()
    const release = await holdPostgres(url, onTaken)
    expect(await holdPostgres(url, () => {})).toBeNull()
    await asOwner(async (other) => {
      // In one session: end the holder, and wait for what it held.
      await other.query(
        "select pg_terminate_backend(pid) from pg_stat_activity where application_name like 'tanya %'",
      )
      await other.query('select pg_advisory_lock($1)', [0x74616e7961])
      await waitFor(() => onTaken.mock.calls.length > 0, 'the news that the lock is taken', 20_000)
    })
    await release?.()
  })

  it('is taken back when only the line broke', async () => {
    const onTaken = vi.fn()
    const release = await holdPostgres(url, onTaken)
    const holders = () =>
      asOwner(async (client) => {
        const { rows } = await client.query<{ pid: number }>(
          "select pid from pg_locks where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())",
        )
        return rows.map(({ pid }) => pid)
      })
    const [first] = await holders()
    await cutLines()
    await waitFor(
      async () => (await holders()).some((pid) => pid !== first),
      'the lock to be taken again',
      20_000,
    )
    expect(onTaken).not.toHaveBeenCalled()
    await release?.()
    await waitFor(async () => (await holders()).length === 0, 'the lock to be free')
  })

  it('ends a server that lost it to another, with one sentence', async () => {
    const dir = scratchDir()
    const server = await startServer(dir.path, { DATABASE_URL: url })
    await asOwner(async (other) => {
      await other.query(
        "select pg_terminate_backend(pid) from pg_stat_activity where application_name like 'tanya %'",
      )
      await other.query('select pg_advisory_lock($1)', [0x74616e7961])
      const { code, err } = await server.ended
      expect(code).toBe(1)
      expect(err).toContain('Another server is running on this database')
    })
    dir.remove()
  })
})

describe('an error of PostgreSQL', () => {
  it('is a database that is down when it speaks of the server, and itself when of the query', async () => {
    const db = openDb(url)
    const raise = (code: string) =>
      db.read.executeQuery({
        sql: `do $$ begin raise exception 'x' using errcode = '${code}'; end $$`,
        parameters: [],
        query: { kind: 'RawNode', sqlFragments: [], parameters: [] },
        queryId: { queryId: code },
      })
    for (const code of ['53200', '55P03', '57014', '57P01', '08006', '25006']) {
      await expect(raise(code), code).rejects.toBeInstanceOf(DatabaseDown)
    }
    for (const code of ['53100', '23505', '42601']) await expect(raise(code)).rejects.toMatchObject({ code })
    await expect(
      db.write(async (tx) => {
        await tx
          .selectFrom('pg_stat_activity' as 'tickets')
          .select('id')
          .execute()
      }),
    ).rejects.not.toBeInstanceOf(DatabaseDown)
    await db.close()
  })
})

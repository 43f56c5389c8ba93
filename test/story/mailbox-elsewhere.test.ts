/** One process reads the mailbox, another serves the desk: nobody there is left to think that no citizen writes. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDb } from '../../db/index.ts'
import type { Mailbox } from '../../server/wire/mailbox.ts'
import { databases, type TestDatabase } from '../_databases.ts'
import { startDovecot, type Dovecot } from '../_dovecot.ts'
import { openOffice, waitFor, type Client, type Office } from '../_office.ts'
import { startRedis } from '../_redis.ts'

describe('a mailbox that another process reads', { timeout: 120_000 }, () => {
  let redis: { url: string; stop(): Promise<void> }
  let database: TestDatabase
  let dovecot: Dovecot
  let reader: Office
  let desk: Office
  let sari: Client

  beforeAll(async () => {
    redis = await startRedis()
    dovecot = await startDovecot()
    database = await (databases.find((one) => one.name === 'postgres') ?? databases[0]!).create()
    const env = { DATABASE_URL: database.url, REDIS_URL: redis.url, LOG_LEVEL: 'silent' }
    const mail = { MAIL_ADDRESS: dovecot.address, IMAP_URL: dovecot.imapUrl, IMAP_ALARM_MINUTES: '0.1' }
    reader = await openOffice({ ...env, ...mail })
    desk = await openOffice({ ...env, MAIL_ADDRESS: dovecot.address })
    sari = await desk.signIn()
  }, 90_000)
  afterAll(async () => {
    await Promise.all([reader.stop(), desk.stop()])
    await database.drop()
    await dovecot.stop()
    await redis.stop()
  })

  const box = async () =>
    (await sari.request<{ items: Mailbox[] }>('GET', '/mailboxes')).body.items.find(
      ({ holds }) => holds === 'received',
    )
  const until = (what: string, fits: (mailbox: Mailbox) => boolean) =>
    waitFor(
      async () => {
        const mailbox = await box()
        return mailbox && fits(mailbox) && mailbox
      },
      what,
      60_000,
    )

  it('is seen at the desk of every process', async () => {
    const mailbox = await until('a mailbox that is read', ({ state }) => state === 'waiting')
    expect(mailbox).toMatchObject({ elsewhere: true, lastError: null, noticedBy: 'idle' })
    expect((await sari.request('POST', '/mailboxes/look', { name: mailbox.name })).status).toBe(404)
  })

  it('alarms every desk, and makes unready only the process that reads it', async () => {
    await dovecot.stop()
    const mailbox = await until(
      'the alarm',
      ({ alarming, failingSince }) => alarming && failingSince !== null,
    )
    expect(mailbox).toMatchObject({ elsewhere: true, lastError: { code: 'unreachable' } })
    const ready = await fetch(`${reader.url}/readyz`)
    expect([ready.status, await ready.text()]).toEqual([503, expect.stringContaining('mailbox ')])
    expect((await fetch(`${desk.url}/readyz`)).status).toBe(200)
    const metrics = await (await fetch(`${reader.url}/metrics`)).text()
    const seconds = /^tanya_mailbox_last_pass_seconds\{.*\} ([\d.]+)/m.exec(metrics)?.[1]
    expect(Number(seconds)).toBeGreaterThan(6)
  })

  it('alarms when the process that reads it is gone, too', async () => {
    await reader.stop()
    // Not all of the twenty seconds, but more than one that would still beat every five could let pass.
    const db = openDb(database.url)
    await db
      .write((tx) =>
        tx
          .updateTable('mailbox_beats')
          .set((eb) => ({ told_at: eb('told_at', '-', 13_000) }))
          .execute(),
      )
      .finally(() => db.close())
    const mailbox = await until('the silence', ({ lastError }) => lastError?.code === 'silent')
    expect(mailbox).toMatchObject({ elsewhere: true, state: 'failing', alarming: true, nextTryAt: null })
  })
})

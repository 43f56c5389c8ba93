/** What waits to be sent or could not be: seen, hurried, and never told to whom in full. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDb } from '../../db/index.ts'
import { hidden } from '../../server/desk/send-queue.ts'
import type { OutboxPage } from '../../server/wire/outbox.ts'
import { databases, type TestDatabase } from '../_databases.ts'
import { openOffice, waitFor, type Client, type Office } from '../_office.ts'
import { startSmtpSink, type SmtpSink } from '../_smtp-sink.ts'
import { expectProblem } from './_ask.ts'
import { mailbox, sendMail, ticketAbout } from './_cast.ts'

describe.each(databases)('the queue, on $name', ({ create }) => {
  let database: TestDatabase
  let office: Office
  let sink: SmtpSink
  let sari: Client

  beforeAll(async () => {
    database = await create()
    sink = await startSmtpSink()
    office = await openOffice({
      DATABASE_URL: database.url,
      MAIL_ADDRESS: mailbox,
      SMTP_URL: sink.url,
      LOG_LEVEL: 'silent',
    })
    sari = await office.signIn()
  })
  afterAll(async () => {
    await sink.stop() // one mail hangs there
    await office.stop()
    await database.drop()
  })

  const queue = async (query = '') => (await sari.request<OutboxPage>('GET', `/outbox?${query}`)).body
  const item = (messageId: number, fits: (one: OutboxPage['items'][number]) => boolean = () => true) =>
    waitFor(
      async () => (await queue()).items.find((one) => one.messageId === messageId && fits(one)),
      `message ${messageId} in the queue`,
    )

  async function answered(subject: string, manner: Parameters<SmtpSink['behave']>[0]) {
    const from = 'Budi <budi.santoso@warga.example>'
    await sendMail(office.smtpPort, { from, subject, text: 'Halo' })
    const ticket = await ticketAbout(sari, subject)
    sink.behave(manner)
    const { body: message } = await sari.reply(ticket.id, `Tentang ${subject}`)
    return { ticket, message }
  }

  it('shows what waits for its next attempt, in words, and sends it when somebody hurries', async () => {
    const { ticket, message } = await answered('Menunggu giliran', '451-rcpt')
    const waiting = await item(message.id, ({ state, attempts }) => state === 'queued' && attempts === 1)
    expect(waiting).toMatchObject({
      ticket: { id: ticket.id, number: ticket.number, subject: 'Menunggu giliran' },
      channel: 'email',
      to: 'bu…so@warga.example',
      error: expect.stringMatching(/\w/) as string,
      attempts: 1,
    })
    expect(Date.parse(waiting.nextAttemptAt ?? '')).toBeGreaterThan(Date.now())
    expect(JSON.stringify(waiting)).not.toContain('budi.santoso')

    sink.behave('accept')
    expect((await sari.request('POST', `/outbox/${message.id}/hurry`)).status).toBe(204)
    await waitFor(() => sink.mails.length === 1, 'the mail', 8_000)
    await waitFor(async () => (await queue()).items.length === 0, 'an empty queue')
    expectProblem(await sari.request('POST', `/outbox/${message.id}/hurry`), 404)
  })

  it('shows what failed for a week, with whom it was for, and counts it', async () => {
    const { message } = await answered('Ditolak', '550-rcpt')
    const failed = await item(message.id, ({ state }) => state === 'failed')
    expect(failed).toMatchObject({ attempts: null, nextAttemptAt: null })
    expect(failed.to).toBe('bu…so@warga.example')
    expect((await queue()).counts).toMatchObject({ queued: 0, sending: 0, failed: 1, uncertain: 0 })
    expect((await queue('state=queued,sending')).items).toEqual([])
    expect((await queue('state=failed')).items).toHaveLength(1)
    expectProblem(await sari.request('GET', '/outbox?state=sent'), 400)

    const db = openDb(database.url)
    const eightDaysAgo = Date.now() - 8 * 24 * 3600_000
    await db.write((tx) =>
      tx.updateTable('messages').set({ created_at: eightDaysAgo }).where('id', '=', message.id).execute(),
    )
    await db.close()
    expect(await queue()).toMatchObject({ items: [], counts: { failed: 0 } })
  })

  it('shows what is uncertain, until somebody sends it again', async () => {
    const { ticket, message } = await answered('Putus di tengah', 'close-after-data')
    await item(message.id, ({ state }) => state === 'uncertain')
    sink.behave('accept')
    await sari.request('POST', `/tickets/${ticket.id}/messages/${message.id}/retry`)
    await waitFor(async () => (await queue()).items.length === 0, 'an empty queue')
  })

  it('hurries nothing that is being sent', async () => {
    const { message } = await answered('Sedang dikirim', 'hang-at-mail')
    await item(message.id, ({ state }) => state === 'sending')
    expectProblem(await sari.request('POST', `/outbox/${message.id}/hurry`), 409)
  })
})

it.each([
  ['budi.santoso@warga.example', 'bu…so@warga.example'],
  ['ab@warga.example', '…@warga.example'],
  ['+628123456789', '+628…6789'],
])('hides the middle of %s', (address, shown) => {
  expect(hidden(address)).toBe(shown)
})

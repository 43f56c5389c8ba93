/** An answer that has left the house, and a database that cannot be told. */
import { sql } from 'kysely'
import { simpleParser } from 'mailparser'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDb } from '../../db/index.ts'
import { databases, type TestDatabase } from '../_databases.ts'
import { openOffice, waitFor, type Office } from '../_office.ts'
import { startSmtpSink, type SmtpSink } from '../_smtp-sink.ts'
import { mailbox, sendMail, ticketAbout } from './_cast.ts'

describe.each(databases)('an answer sent while $name fails', ({ create }) => {
  let database: TestDatabase
  let office: Office
  let sink: SmtpSink
  beforeAll(async () => {
    database = await create()
    sink = await startSmtpSink()
    office = await openOffice({
      DATABASE_URL: database.url,
      MAIL_ADDRESS: mailbox,
      SMTP_URL: sink.url,
      LOG_LEVEL: 'silent',
    })
  })
  afterAll(async () => {
    await office.stop()
    await sink.stop()
    await database.drop()
  })

  async function alter(command: string): Promise<void> {
    const db = openDb(database.url)
    await sql.raw(command).execute(db.migrationTarget)
    await db.close()
  }

  async function answered(subject: string) {
    const sari = await office.signIn()
    await sendMail(office.smtpPort, { from: 'budi@example.org', subject, text: 'Halo' })
    const { id } = await ticketAbout(sari, subject)
    const state = async () => (await sari.messages(id)).at(-1)?.delivery?.state
    const sent = sink.mails.length
    // Without this table it cannot be recorded that a message was sent.
    await alter('alter table early_reports rename to away')
    await sari.reply(id, 'Selamat pagi')
    await waitFor(() => sink.mails.length > sent, 'the answer at the mail server')
    await new Promise((done) => setTimeout(done, 600))
    expect(await state()).toBe('sending')
    return { state, sendings: () => sink.mails.length - sent }
  }

  it('is recorded as sent when the database can be told, and is sent once', async () => {
    const { state, sendings } = await answered('Sekali saja')
    await alter('alter table away rename to early_reports')
    await waitFor(async () => (await state()) === 'sent', 'the answer to be recorded as sent', 15_000)
    expect(sendings()).toBe(1)
  })

  it('is uncertain after a stop before that, and is not sent again by itself', async () => {
    const { sendings } = await answered('Tidak pasti')
    await office.restart()
    const sari = await office.signIn()
    const { id } = await ticketAbout(sari, 'Tidak pasti')
    await waitFor(
      async () => (await sari.messages(id)).at(-1)?.delivery?.state === 'uncertain',
      'the answer to be uncertain',
    )
    await alter('alter table away rename to early_reports')
    expect(sendings()).toBe(1)
  })
})

describe('an answer of the library sent by e-mail', () => {
  let office: Office
  let sink: SmtpSink
  beforeAll(async () => {
    sink = await startSmtpSink()
    office = await openOffice({
      MAIL_ADDRESS: mailbox,
      SMTP_URL: sink.url,
      LOG_LEVEL: 'silent',
      BASE_URL: 'https://tanya.example.go.id',
    })
  })
  afterAll(async () => {
    await office.stop()
    await sink.stop()
  })

  it('arrives as plain text and as a letter of the same words, in the ticket’s language', async () => {
    const sari = await office.signIn()
    const subject = 'How do I apply for a building approval, please?'
    await sendMail(office.smtpPort, {
      from: 'budi@example.org',
      subject,
      text: 'What documents do I need for it?',
    })
    const ticket = await ticketAbout(sari, subject)
    const { body: answer } = await sari.request<{ text: string }>(
      'GET',
      '/answers/pbg/persyaratan?language=en&channel=email',
    )
    const slots = { ticketNumber: ticket.number }
    const reply = { text: answer.text, clientId: 'letter', slots, answer: 'pbg/persyaratan' }
    expect((await sari.request('POST', `/tickets/${ticket.id}/replies`, reply)).status).toBe(201)
    await waitFor(() => sink.mails.length > 0, 'the letter at the mail server')
    const mail = await simpleParser(sink.mails[0]?.raw ?? '')
    const [letter = '', below = ''] = mail.text?.split('\n\n-- \n') ?? []
    expect(letter).toBe(answer.text.replaceAll('[[ticketNumber]]', ticket.number))
    const particulars = ['Tanya PTSP · DPMPTSP DKI Jakarta', 'Telephone 1500164 (working days, 07:30-16:00']
    for (const words of particulars) expect(below).toContain(words)
    expect(mail.html).toMatch(/<html lang="en">[^]+<ol start="1"[^]+<li[^>]*>KTP pemilik<\/li>[^]+<\/ol>/)
    expect(mail.html).toMatch(/<p style="[^"]*">Legal basis: PP 16\/2021[^]+<strong>Tanya PTSP<\/strong>/)
  })

  it('leads a chat and an SMS to the service’s page at the office’s own address', async () => {
    const sari = await office.signIn()
    const textIn = async (channel: string) => {
      const path = `/answers/iptm-perpanjangan/biaya?language=id&channel=${channel}`
      return (await sari.request<{ text: string }>('GET', path)).body.text
    }
    const page = '\n\nSelengkapnya: https://tanya.example.go.id/layanan/iptm-perpanjangan'
    expect(await textIn('chat')).toMatch(new RegExp(`${page}$`))
    expect(await textIn('whatsapp')).toMatch(new RegExp(`${page}$`))
    expect(await textIn('voice')).not.toContain('layanan/')
    expect((await fetch(`${office.url}/layanan/iptm-perpanjangan`)).status).toBe(200)
  })
})

describe.each(databases)('more mails than the mail server takes at once, on $name', ({ create }) => {
  let database: TestDatabase
  let office: Office
  let sink: SmtpSink
  beforeAll(async () => {
    database = await create()
    sink = await startSmtpSink()
    office = await openOffice({
      DATABASE_URL: database.url,
      MAIL_ADDRESS: mailbox,
      SMTP_URL: sink.url,
      LOG_LEVEL: 'silent',
    })
  })
  afterAll(async () => {
    await sink.stop()
    await office.stop()
    await database.drop()
  })

  it('stay queued until a line is free, so that a crash leaves few in doubt', async () => {
    sink.behave('hang-at-mail')
    const sari = await office.signIn()
    const subjects = ['satu', 'dua', 'tiga', 'empat', 'lima']
    for (const subject of subjects)
      await sendMail(office.smtpPort, { from: 'budi@example.org', subject, text: 'Halo' })
    const tickets = await Promise.all(subjects.map((subject) => ticketAbout(sari, subject)))
    for (const { id } of tickets) await sari.reply(id, 'Selamat pagi')
    await waitFor(() => sink.attempts() === 3, 'every line to be taken')
    const states = await Promise.all(
      tickets.map(async ({ id }) => (await sari.messages(id)).at(-1)?.delivery?.state),
    )
    expect(states.sort()).toEqual(['queued', 'queued', 'sending', 'sending', 'sending'])
  })
})

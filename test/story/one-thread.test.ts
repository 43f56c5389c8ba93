/** A citizen rings, is answered by SMS, writes back, and is answered by mail: one thread, whatever way it goes on. */
import { simpleParser } from 'mailparser'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Ticket } from '../../server/wire/ticket.ts'
import { databases, type TestDatabase } from '../_databases.ts'
import { waitFor } from '../_office.ts'
import { startSmtpSink, type SmtpSink } from '../_smtp-sink.ts'
import { mailbox, sendMail } from '../server/_cast.ts'
import { messageIdIn } from '../server/_mail-office.ts'
import { openTexts, type TextOffice } from '../server/_texts.ts'
import { citizen } from '../server/_telephone.ts'

describe.each(databases)('from the cemetery office, on $name', { timeout: 30_000 }, ({ create }) => {
  let database: TestDatabase
  let sink: SmtpSink
  let house: TextOffice
  let ticket: Ticket
  beforeAll(async () => {
    database = await create()
    sink = await startSmtpSink()
    house = await openTexts({ MAIL_ADDRESS: mailbox, SMTP_URL: sink.url }, database.url)
  })
  afterAll(async () => {
    await house.stop()
    await sink.stop()
    await database.drop()
  })
  const words = async () =>
    (await house.messagesOf(ticket.id))
      .filter(({ direction }) => direction !== 'internal')
      .map(({ channel, direction, text }) => `${direction} ${channel}: ${text.split('\n')[0]}`)

  it('a call that is answered by SMS is a ticket', async () => {
    const caller = await house.ring()
    await caller.say('berapa biaya perpanjangan izin makam')
    await caller.press('2')
    await caller.hangUp()
    ticket = await house.ticketOf(caller)
    expect(ticket).toMatchObject({ channel: 'voice', status: 'solved' })
    await house.message(ticket.id, ({ delivery }) => delivery?.state === 'delivered')
  })

  it('the SMS that comes back to the answer goes on in it, and it opens again', async () => {
    await house.writes('sms', citizen, 'Kalau makamnya tumpang?')
    expect(await house.sari.tickets('')).toHaveLength(1)
    expect(await house.sari.tickets('')).toMatchObject([{ id: ticket.id, status: 'open', waiting: true }])
    expect((await house.sari.reply(ticket.id, 'Sama, gratis juga.')).body).toMatchObject({ channel: 'sms' })
    await house.writes('sms', citizen, 'Boleh minta formulirnya lewat surel? budi@warga.example')
    expect(await house.sari.tickets('')).toHaveLength(1)
  })

  it('and so does the mail that answers ours', async () => {
    const told = { name: 'Budi Santoso', email: 'budi@warga.example' }
    await house.sari.request('PATCH', `/tickets/${ticket.id}/contact`, told)
    await house.sari.reply(ticket.id, 'Ini formulirnya.', { channel: 'email' })
    const { raw } = await waitFor(() => sink.mails[0], 'the mail')
    const { subject } = await simpleParser(raw)
    await sendMail(house.office.smtpPort, {
      ...{ from: 'Budi <budi@warga.example>', subject: `Re: ${subject}`, text: 'Terima kasih banyak.' },
      headers: { 'In-Reply-To': `<${messageIdIn(raw)}>` },
    })
    await waitFor(async () => (await words()).at(-1)?.startsWith('inbound email'), 'the last word')
    expect((await words()).slice(-3)).toEqual([
      'inbound sms: Boleh minta formulirnya lewat surel? budi@warga.example',
      'outbound email: Ini formulirnya.',
      'inbound email: Terima kasih banyak.',
    ])
    expect(await house.sari.tickets('')).toHaveLength(1)
  })

  it('but a text long after, or once the matter is closed, begins another', async () => {
    await house.sari.request('PATCH', `/tickets/${ticket.id}`, { status: 'closed' })
    await house.writes('sms', citizen, 'Ada hal lain')
    expect(await house.sari.tickets('')).toHaveLength(2)
    const citizenOf = `/tickets/${(await house.newest()).id}/citizen`
    const { body } = await house.sari.request<{ earlier: { id: number }[] }>('GET', citizenOf)
    expect(body.earlier.map(({ id }) => id)).toContain(ticket.id)
    await house.sari.reply((await house.newest()).id, 'Silakan.')
    await house.writes('sms', citizen, 'Ini tentang reklame')
    expect(await house.sari.tickets('')).toHaveLength(2)
  })
})

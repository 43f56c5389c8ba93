/** Answers that find their ticket by the address they came to, when subject and references are lost. */
import { simpleParser } from 'mailparser'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDb } from '../../db/index.ts'
import { createReplyTokens } from '../../server/desk/mail/reply-tokens.ts'
import type { Ticket } from '../../server/wire/ticket.ts'
import { databases } from '../_databases.ts'
import { waitFor, type Client, type Office } from '../_office.ts'
import type { SmtpSink } from '../_smtp-sink.ts'
import { mailbox, sendMail, ticketAbout } from './_cast.ts'
import { openMailOffice, type MailOffice } from './_mail-office.ts'

describe.each(databases)('the address that answers come back to, on $name', ({ create }) => {
  let desk: MailOffice
  let office: Office
  let sink: SmtpSink
  let sari: Client
  let count = 0

  beforeAll(async () => {
    desk = await openMailOffice(create, { MAIL_PLUS: 'on' })
    ;({ office, sink, sari } = desk)
  })
  afterAll(() => desk.close())

  const budi = 'budi@warga.example'
  async function answered() {
    const subject = `Pertanyaan ${++count}`
    await sendMail(office.smtpPort, { from: budi, subject, text: 'Halo' })
    const ticket = await ticketAbout(sari, subject)
    await sari.reply(ticket.id, `Jawaban ${subject}`)
    const { raw } = await waitFor(
      () => sink.mails.find((one) => one.raw.includes(`Jawaban ${subject}`)),
      subject,
    )
    const mail = await simpleParser(raw)
    return { ticket, mail, address: mail.replyTo?.value[0]?.address ?? '' }
  }
  const texts = async (ticket: Ticket) => (await sari.messages(ticket.id)).map(({ text }) => text)
  const linkedTo = (ticket: Ticket, subject: string) =>
    waitFor(
      async () =>
        (await sari.tickets('limit=100')).find(
          (one) => one.possibleFollowUpOf === ticket.id && one.subject === subject,
        ),
      `a ticket linked to ${ticket.number}`,
    )
  const write = (from: string, to: string, subject: string, text: string, headers = {}) =>
    sendMail(office.smtpPort, { from, to: [to], subject, text, headers })

  it('has the ticket’s number and letters of ours; From stays the office, for DMARC', async () => {
    const { ticket, mail, address } = await answered()
    const [local, domain] = mailbox.split('@')
    expect(address).toMatch(new RegExp(`^${local}\\+${ticket.number}-[a-z2-9]{12}@${domain}$`))
    expect(mail.from?.value[0]?.address).toBe(mailbox)
    expect(mail.subject).toBe(`Re: ${ticket.subject} [#${ticket.number}]`)
    expect(sink.mails.every(({ from }) => from === mailbox)).toBe(true)
  })

  it.each(['', 'Re:', 'Tanpa judul yang dikenal'])(
    'leads an answer home without references, whose subject has become “%s”',
    async (subject) => {
      const { ticket, address } = await answered()
      await write(budi, address.toUpperCase(), subject, 'Ini jawaban saya')
      await waitFor(async () => (await texts(ticket)).length === 3, 'the answer in its ticket')
      expect((await texts(ticket)).at(-1)).toBe('Ini jawaban saya')
    },
  )

  it('leads a stranger who knows it to a ticket of their own, linked', async () => {
    const { ticket, address } = await answered()
    await write('orang.lain@jauh.example', address, `Titipan ${count}`, 'Saya bukan Budi')
    await linkedTo(ticket, `Titipan ${count}`)
    expect(await texts(ticket)).toHaveLength(2)
  })

  it('cannot be made up: with other letters it names nothing', async () => {
    const { ticket, address } = await answered()
    const forged = address.replace(/-[a-z2-9]{12}@/, '-aaaaaaaaaaaa@')
    await write(budi, forged, `Karangan ${count}`, 'Bukan dari surat Anda')
    expect((await ticketAbout(sari, `Karangan ${count}`)).possibleFollowUpOf).toBeNull()
    await write('orang.lain@jauh.example', forged, `Asing ${count}`, 'Bukan dari surat Anda')
    expect((await ticketAbout(sari, `Asing ${count}`)).possibleFollowUpOf).toBeNull()
    expect(await texts(ticket)).toHaveLength(2)
  })

  it('opens a new ticket when an old mail is answered about something new', async () => {
    const { ticket, mail, address } = await answered()
    const references = { 'In-Reply-To': String(mail.messageId) }
    await write(budi, address, `Soal lain ${count}`, 'Tentang hal baru', references)
    await ticketAbout(sari, `Soal lain ${count}`)
    expect(await texts(ticket)).toHaveLength(2)
  })

  it('links, and does not join, what comes to it out of an address book long after', async () => {
    const { ticket, address } = await answered()
    const db = openDb(desk.databaseUrl)
    const long = Date.now() - 15 * 24 * 3600_000
    await db.write((tx) =>
      tx.updateTable('tickets').set({ updated_at: long }).where('id', '=', ticket.id).execute(),
    )
    await db.close()
    await write(budi, address, `Tahun depan ${count}`, 'Halo lagi')
    await linkedTo(ticket, `Tahun depan ${count}`)
    expect(await texts(ticket)).toHaveLength(2)
  })

  it('is not ours to be written to: no copy of an answer goes there', async () => {
    const { ticket, address } = await answered()
    await write(budi, address, `Re: ${ticket.subject}`, 'Balas semua')
    await waitFor(async () => (await texts(ticket)).length === 3, 'the answer in its ticket')
    const { body } = await sari.reply(ticket.id, 'Sekali lagi')
    expect(body.cc).toEqual([])
  })
})

it('tokens hold for one office and one ticket', () => {
  const ours = createReplyTokens('a')
  const token = ours.tokenFor('26-00042')
  expect(ours.numberIn(['sesuatu', token])).toBe('26-00042')
  expect(createReplyTokens('b').numberIn([token])).toBeNull()
  expect(ours.numberIn([token.replace('00042', '00043'), `${token}x`, '26-00042', ''])).toBeNull()
})

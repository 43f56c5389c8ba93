/** What stands below an answer by mail: what was said before, to those who were there. */
import { simpleParser } from 'mailparser'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { databases } from '../_databases.ts'
import { waitFor, type Client, type Office } from '../_office.ts'
import type { SmtpSink } from '../_smtp-sink.ts'
import { sendMail, ticketAbout } from './_cast.ts'
import { openMailOffice, type MailOffice } from './_mail-office.ts'

describe.each(databases)('the thread below an answer, on $name', ({ create }) => {
  let desk: MailOffice
  let office: Office
  let sink: SmtpSink
  let sari: Client

  beforeAll(async () => {
    desk = await openMailOffice(create)
    ;({ office, sink, sari } = desk)
  })
  afterAll(() => desk.close())

  const budi = 'Budi Santoso <budi@warga.example>'
  async function writeIn(subject: string, text: string, more = {}) {
    await sendMail(office.smtpPort, { from: budi, subject, text, ...more })
    return ticketAbout(sari, subject)
  }
  async function followUp(
    ticket: { id: number; number: string; subject: string },
    from: string,
    text: string,
    more = {},
  ) {
    const before = (await sari.messages(ticket.id)).length
    await sendMail(office.smtpPort, {
      from,
      subject: `Re: ${ticket.subject} [#${ticket.number}]`,
      text,
      ...more,
    })
    await waitFor(async () => (await sari.messages(ticket.id)).length > before, 'the follow-up')
  }
  async function sent(ticketId: number, text: string, more = {}) {
    const { body } = await sari.reply(ticketId, text, more)
    await settled(ticketId, body.id, 'sent')
    const mail = await waitFor(() => sink.mails.find(({ raw }) => raw.includes(text)), text)
    return simpleParser(mail.raw)
  }
  const settled = (ticketId: number, id: number, state: string) =>
    waitFor(
      async () => (await sari.messages(ticketId)).find((one) => one.id === id)?.delivery?.state === state,
      state,
    )

  it('is what came in and what was sent, the newest first, without notes and without what never left', async () => {
    const ticket = await writeIn('Izin apotek', 'Apa syarat izin apotek?')
    await sent(ticket.id, 'Baru atau perpanjangan?')
    await sari.request('POST', `/tickets/${ticket.id}/notes`, { text: 'Orang ini rewel' })
    sink.behave('550-data')
    const { body: lost } = await sari.reply(ticket.id, 'Ini tidak pernah terkirim')
    await settled(ticket.id, lost.id, 'failed')
    sink.behave('accept')
    await followUp(ticket, budi, 'Perpanjangan, Bu.\n\nPada 1 Mei 2026 a@b.example menulis:\n> lama sekali')
    const mail = await sent(ticket.id, 'Baik, ini syaratnya')
    const moment = String.raw`\S+, \d+ \S+ \d{4} pukul \d\d\.\d\d WIB`
    expect(mail.text).toMatch(
      new RegExp(
        [
          `\n\nPada ${moment}, Budi Santoso menulis:`,
          '> Perpanjangan, Bu.',
          '>',
          `> Pada ${moment}, Tanya PTSP menulis:`,
          '>> Baru atau perpanjangan\\?',
          '>>',
          `>> Pada ${moment}, Budi Santoso menulis:`,
          '>>> Apa syarat izin apotek\\?\n*$',
        ].join('\n'),
      ),
    )
    for (const body of [mail.text ?? '', String(mail.html)])
      expect(body).not.toMatch(/rewel|tidak pernah terkirim|lama sekali/)
    expect(mail.html).toMatch(
      /<blockquote type="cite"[^]+Perpanjangan, Bu\.[^]+<blockquote[^]+<blockquote[^]+apotek\?/,
    )
  })

  it('speaks the ticket’s language', async () => {
    const ticket = await writeIn('My building permit', 'What documents do I need for the permit, please?')
    expect((await sent(ticket.id, 'These are the documents.')).text).toMatch(
      /^On \w+, \d+ \w+ \d{4} at \d\d:\d\d WIB, Budi Santoso wrote:\n> What documents do I need/m,
    )
  })

  it('carries to nobody what they had no part in', async () => {
    const ticket = await writeIn('Akta rumah', 'NIK saya rahasia.')
    const toAll = await sent(ticket.id, 'Kami tambah Pak Lurah', { cc: ['lurah@dki.example'] })
    expect(toAll.text).not.toContain('rahasia')
    await followUp(ticket, 'lurah@dki.example', 'Antara kita saja.')
    const toBudi = await sent(ticket.id, 'Kembali ke Budi', { cc: [] })
    expect(toBudi.text).toContain('rahasia')
    expect(toBudi.text).toContain('> Kami tambah Pak Lurah')
    expect(toBudi.text).not.toContain('Antara kita')
    const again = await sent(ticket.id, 'Untuk dua-duanya', { cc: ['lurah@dki.example'] })
    expect(again.text).toContain('> Kami tambah Pak Lurah')
    expect(again.text).not.toMatch(/rahasia|Antara kita|Kembali ke Budi/)
  })

  it('is bounded, and so are the references', async () => {
    const ticket = await writeIn('Panjang', 'kata '.repeat(40_000))
    for (let n = 0; n < 22; n++) await followUp(ticket, budi, `nomor ${n} ${'x'.repeat(300)}`)
    const mail = await sent(ticket.id, 'Pendek saja')
    expect(mail.text?.match(/ menulis:$/gm)).toHaveLength(6)
    expect(mail.text).toContain('nomor 16')
    expect(mail.text).not.toContain('nomor 15')
    // The last of them is the mail that is answered.
    expect(mail.references?.length).toBe(19)
    expect(mail.references?.at(-1)).toBe(mail.inReplyTo)
    const long = await writeIn('Satu yang panjang', 'kata '.repeat(40_000))
    const cut = await sent(long.id, 'Pendek juga')
    expect(cut.text?.length).toBeLessThan(6_000)
    expect(cut.text).toMatch(/kata \[…\]\s*$/)
  })
})

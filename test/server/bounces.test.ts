/** Bounces that are old, and such as do not say which mail came back. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDb } from '../../db/index.ts'
import type { Mail } from '../../server/wire/mail.ts'
import type { Page } from '../../server/wire/page.ts'
import type { Ticket } from '../../server/wire/ticket.ts'
import { databases } from '../_databases.ts'
import { waitFor } from '../_office.ts'
import { sendMail, sendRaw, ticketAbout } from './_cast.ts'
import { messageIdIn, openMailOffice, sendBounce, type MailOffice } from './_mail-office.ts'

const day = 24 * 3600_000

describe.each(databases)('a bounce, on $name', { timeout: 30_000 }, ({ create }) => {
  let mail: MailOffice
  beforeAll(async () => {
    mail = await openMailOffice(create)
  })
  afterAll(() => mail.close())

  async function answered(subject: string, from: string) {
    await sendMail(mail.office.smtpPort, { from, subject, text: 'Berapa biayanya?' })
    const ticket = await ticketAbout(mail.sari, subject)
    const { body } = await mail.sari.reply(ticket.id, `Tentang ${subject}.`, { thenStatus: 'solved' })
    await waitFor(async () => (await answer(ticket.id, body.id))?.delivery?.state === 'sent', 'the answer')
    const sent = mail.sink.mails.find(({ raw }) => raw.toString().includes(`[#${ticket.number}]`))
    return { ticket, id: body.id, messageId: messageIdIn(sent?.raw) }
  }
  const answer = async (ticketId: number, id: number) =>
    (await mail.sari.messages(ticketId)).find((one) => one.id === id)
  const seen = async (id: number) => (await mail.sari.request<Ticket>('GET', `/tickets/${id}`)).body
  const newest = async () => (await mail.sari.request<Page<Mail>>('GET', '/mails?limit=1')).body.items[0]
  const comesBack = (recipient: string) =>
    sendRaw(
      mail.office.smtpPort,
      [
        'From: Mail Delivery Subsystem <mailer-daemon@mx.example.org>',
        'To: layanan@dpmptsp.example',
        'Subject: failure notice',
        '',
        'Sorry, your message could not be delivered.',
        `<${recipient}>:`,
        '550 5.1.1 no such mailbox here',
        '',
      ].join('\r\n'),
    )
  const notes = async (ticketId: number) =>
    (await mail.sari.messages(ticketId)).filter(({ author }) => author.kind === 'system')

  it('of a month ago still says that the answer failed, and nothing of its address today', async () => {
    for (const [subject, ageDays, isMarked] of [
      ['Kemarin', 29, true],
      ['Sudah lama', 31, false],
    ] as const) {
      const from = `lama${ageDays}@example.org`
      const { ticket, id, messageId } = await answered(subject, from)
      const db = openDb(mail.databaseUrl)
      const created_at = Date.now() - ageDays * day
      await db.write((tx) => tx.updateTable('messages').set({ created_at }).where('id', '=', id).execute())
      await db.close()
      await sendBounce(mail.office.smtpPort, { messageId, recipient: from, status: '5.1.1' })
      await waitFor(async () => (await answer(ticket.id, id))?.delivery?.state === 'failed', subject)
      expect((await seen(ticket.id)).contact.identities[0]?.undeliverable !== undefined).toBe(isMarked)
    }
  })

  it('that names no mail is told in the one ticket that wrote there, whose answer stays sent', async () => {
    const { ticket, id } = await answered('Tanpa nama', 'tanpa.nama@example.org')
    await comesBack('Tanpa.Nama@example.org')
    const [note] = await waitFor(async () => {
      const found = await notes(ticket.id)
      return found.length > 0 && found
    }, 'the note')
    expect(note).toMatchObject({ direction: 'internal' })
    expect(note?.text).toMatch(/kepada tanpa\.nama@example\.org tidak sampai.*5\.1\.1/)
    expect(await newest()).toMatchObject({ bucket: 'bounce', ticket: { id: ticket.id } })
    const now = await seen(ticket.id)
    expect(now).toMatchObject({ waiting: true, status: 'solved' })
    expect(now.contact.identities[0]?.undeliverable).toBeUndefined()
    expect((await answer(ticket.id, id))?.delivery?.state).toBe('sent')

    // A server that says it every hour is heard once.
    await comesBack('tanpa.nama@example.org')
    expect(await newest()).toMatchObject({ bucket: 'bounce', ticket: null })
    expect(await notes(ticket.id)).toHaveLength(1)
  })

  it('that could be about either of two tickets is in the mail log alone', async () => {
    const from = 'dua.soal@example.org'
    const both = [await answered('Soal satu', from), await answered('Soal dua', from)]
    await comesBack(from)
    await waitFor(async () => (await newest())?.bucket === 'bounce', 'the bounce')
    expect(await newest()).toMatchObject({ ticket: null })
    for (const { ticket } of both) expect(await notes(ticket.id)).toEqual([])
  })
})

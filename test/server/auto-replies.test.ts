/** "Away until Monday": officers read it in the thread, and nothing else comes of it. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Mail } from '../../server/wire/mail.ts'
import type { Page } from '../../server/wire/page.ts'
import type { Ticket } from '../../server/wire/ticket.ts'
import { databases } from '../_databases.ts'
import { waitFor } from '../_office.ts'
import { sendMail, ticketAbout } from './_cast.ts'
import { messageIdIn, openMailOffice, type MailOffice } from './_mail-office.ts'

describe.each(databases)('a machine’s answer to ours, on $name', { timeout: 30_000 }, ({ create }) => {
  let mail: MailOffice
  let ticket: Ticket
  let answerId: string

  beforeAll(async () => {
    mail = await openMailOffice(create)
    await sendMail(mail.office.smtpPort, { from: 'Budi <budi@example.org>', subject: 'KRK', text: 'Berapa?' })
    ticket = await ticketAbout(mail.sari, 'KRK')
    await mail.sari.reply(ticket.id, 'Gratis.', { thenStatus: 'solved' })
    const sent = await waitFor(() => mail.sink.mails[0], 'the answer')
    answerId = messageIdIn(sent.raw)
  })
  afterAll(() => mail.close())

  const away = (from: string, subject: string, attachments: { filename: string; content: string }[] = []) =>
    sendMail(mail.office.smtpPort, {
      ...{ from, subject, attachments, text: 'Saya cuti sampai Senin.' },
      headers: { 'Auto-Submitted': 'auto-replied', 'In-Reply-To': `<${answerId}>` },
    })
  const logged = (q: string) =>
    waitFor(async () => {
      const { body } = await mail.sari.request<Page<Mail>>('GET', `/mails?q=${q}`)
      return body.items[0]
    }, q)

  it('stands in the thread for officers, and neither reopens the ticket nor waits', async () => {
    await away('Budi <budi@example.org>', 'Cuti')
    expect(await logged('Cuti')).toMatchObject({ bucket: 'auto-reply', ticket: { id: ticket.id } })
    const messages = await mail.sari.messages(ticket.id)
    expect(messages.at(-1)).toMatchObject({
      direction: 'internal',
      author: { kind: 'contact', name: 'Budi', address: 'budi@example.org' },
      text: expect.stringContaining('cuti sampai Senin') as string,
    })
    const { body } = await mail.sari.request<Ticket>('GET', `/tickets/${ticket.id}`)
    expect(body).toMatchObject({ status: 'solved', waiting: false, preview: 'Gratis.' })
  })

  it('brings its files into the thread', async () => {
    await away('Budi <budi@example.org>', 'Terlampir', [
      { filename: 'jadwal.txt', content: 'Senin sampai Rabu' },
    ])
    await logged('Terlampir')
    const [file] = (await mail.sari.messages(ticket.id)).at(-1)?.attachments ?? []
    expect(file).toMatchObject({ filename: 'jadwal.txt', size: 17 })
    const kept = await fetch(`${mail.office.url}/api/v1/attachments/${file?.id}`, {
      headers: { cookie: mail.sari.cookie },
    })
    expect(await kept.text()).toBe('Senin sampai Rabu')
  })

  it('goes into no answer, and comes into no thread twice', async () => {
    const { id } = await logged('Cuti')
    await mail.sari.request('POST', `/mails/${id}/replay`)
    const machines = (await mail.sari.messages(ticket.id)).filter(({ direction }) => direction === 'internal')
    expect(machines).toHaveLength(2)
    await mail.sari.reply(ticket.id, 'Selamat berlibur.')
    const sent = await waitFor(() => mail.sink.mails[1], 'the second answer')
    expect(sent.raw.toString()).not.toContain('sampai Senin')
  })

  it('of a stranger is only in the mail log', async () => {
    const before = (await mail.sari.messages(ticket.id)).length
    await away('Mesin <mesin@example.net>', 'Orang-lain')
    expect(await logged('Orang-lain')).toMatchObject({ bucket: 'auto-reply', ticket: { id: ticket.id } })
    expect(await mail.sari.messages(ticket.id)).toHaveLength(before)
  })
})

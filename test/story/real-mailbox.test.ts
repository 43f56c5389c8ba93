/** The same story over a real mailbox: Dovecot holds it, and answers leave by a real SMTP server. */
import { simpleParser } from 'mailparser'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Message } from '../../server/wire/message.ts'
import type { Ticket } from '../../server/wire/ticket.ts'
import { startDovecot, type Dovecot } from '../_dovecot.ts'
import { openOffice, waitFor, type Client, type Office, type Screen } from '../_office.ts'
import { startSmtpSink, type SmtpSink } from '../_smtp-sink.ts'

describe('a real mailbox', () => {
  let dovecot: Dovecot
  let smtp: SmtpSink
  let office: Office
  let sari: Client
  let screen: Screen

  beforeAll(async () => {
    dovecot = await startDovecot()
    smtp = await startSmtpSink()
    await dovecot.deliver(mail('lama@example.org', 'pertanyaan lama', 'Sudah lama menunggu di kotak surat.'))
    office = await openOffice({
      MAIL_ADDRESS: dovecot.address,
      IMAP_URL: dovecot.imapUrl,
      SMTP_URL: smtp.url,
      SMTP_LISTEN: '',
    })
    sari = await office.signIn()
    screen = await office.desk(sari)
  })
  afterAll(async () => {
    await office.stop()
    await Promise.all([dovecot.stop(), smtp.stop()])
  })

  it('takes in what was waiting before the office opened', async () => {
    const [ticket] = await waitFor(async () => {
      const tickets = await sari.tickets()
      return tickets.length > 0 && tickets
    }, 'the old mail')
    expect(ticket?.subject).toBe('pertanyaan lama')
  })

  it('shows a new mail, and sends the answer by SMTP into the citizen’s thread', async () => {
    await dovecot.deliver(mail('budi@example.org', 'syarat sip dokter', 'Apa syaratnya?', '<m1@example.org>'))
    const { ticket } = await screen.until<{ ticket: Ticket }>(
      'ticket:created',
      ({ ticket }) => ticket.subject === 'syarat sip dokter',
    )
    const [best] = await sari.suggestions(ticket.id)
    expect(best?.answer).toBe('sip-dokter/persyaratan')
    const { body } = await sari.reply(ticket.id, best?.text ?? '', { answer: best?.answer })
    await screen.until<{ message: Message }>(
      'message:changed',
      ({ message }) => message.id === body.id && message.delivery?.state === 'sent',
    )
    const sent = smtp.mails.find(({ to }) => to.includes('budi@example.org'))
    const parsed = await simpleParser(sent?.raw ?? '')
    expect(parsed.inReplyTo).toBe('<m1@example.org>')
    expect(parsed.subject).toBe(`Re: syarat sip dokter [#${ticket.number}]`)
    expect(parsed.text?.split('\n\n-- \n')[0]).toBe(best?.text.trim())
    expect(parsed.text).toMatch(/^Pada .+ WIB, budi@example\.org menulis:\n> Apa syaratnya\?$/m)

    await dovecot.deliver(
      mail(
        'budi@example.org',
        `Re: syarat sip dokter [#${ticket.number}]`,
        'Terima kasih!',
        '<m2@example.org>',
        parsed.messageId,
      ),
    )
    const messages = await waitFor(async () => {
      const all = await sari.messages(ticket.id)
      return all.length === 3 && all
    }, 'Budi’s thanks in the same ticket')
    expect(messages[2]).toMatchObject({ direction: 'inbound', text: 'Terima kasih!' })
  })

  it('goes on where it stopped after the mailbox was away, with nothing lost and nothing doubled', async () => {
    const before = (await sari.tickets()).length
    await dovecot.halt()
    await dovecot.fill([1, 2, 3].map((n) => mail(`warga${n}@example.org`, `sela ${n}`, 'Saat server mati.')))
    await dovecot.restart()
    await waitFor(async () => (await sari.tickets()).length === before + 3, 'three more tickets', 25_000)
    await office.restart()
    sari = await office.signIn()
    await dovecot.deliver(mail('akhir@example.org', 'terakhir', 'Setelah semuanya.'))
    await waitFor(async () => (await sari.tickets()).length === before + 4, 'the last ticket', 25_000)
  })
})

function mail(from: string, subject: string, body: string, id?: string, inReplyTo?: string): string {
  const lines = [
    `From: ${from}`,
    'To: konsultasi@example.test',
    `Subject: ${subject}`,
    `Message-ID: ${id ?? `<${crypto.randomUUID()}@example.org>`}`,
    ...(inReplyTo ? [`In-Reply-To: ${inReplyTo}`] : []),
    'Content-Type: text/plain; charset=utf-8',
    '',
    body,
  ]
  return `${lines.join('\r\n')}\r\n`
}

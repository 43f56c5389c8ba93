/** Whether the mailbox knows plus-addresses is tried with a real one before an answer relies on it. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startDovecot, type Dovecot } from '../_dovecot.ts'
import { openOffice, waitFor, type Client, type Office } from '../_office.ts'
import { startSmtpSink, type SmtpSink } from '../_smtp-sink.ts'
import { ticketAbout } from '../server/_cast.ts'

describe('a mailbox that may have plus-addresses', () => {
  let dovecot: Dovecot
  let smtp: SmtpSink
  let office: Office
  let sari: Client
  let count = 0

  beforeAll(async () => {
    dovecot = await startDovecot()
    smtp = await startSmtpSink()
    office = await openOffice(
      {
        MAIL_ADDRESS: dovecot.address,
        IMAP_URL: dovecot.imapUrl,
        SMTP_URL: smtp.url,
        SMTP_LISTEN: '',
        MAIL_PLUS: 'auto',
      },
      { plusProbeAfterMs: 100 },
    )
    sari = await office.signIn()
  })
  afterAll(async () => {
    await office.stop()
    await Promise.all([dovecot.stop(), smtp.stop()])
  })

  const probes = () => smtp.mails.filter(({ to }) => /\+probe-[0-9a-f]{20}@/.test(to[0] ?? ''))
  async function replyToOf(): Promise<string | undefined> {
    const subject = `Halo ${++count}`
    await dovecot.deliver(
      `From: budi@example.org\r\nTo: ${dovecot.address}\r\nSubject: ${subject}\r\n\r\nHalo\r\n`,
    )
    const { id } = await ticketAbout(sari, subject)
    await sari.reply(id, `Jawaban ${subject}`)
    const mail = await waitFor(
      () => smtp.mails.find(({ raw }) => raw.includes(`Jawaban ${subject}`)),
      subject,
    )
    return /^Reply-To:[^<]*<([^>]+)>/im.exec(mail.raw.toString().replace(/\r\n[ \t]+/g, ' '))?.[1]
  }

  it('is sent one mail, and is not relied upon while that has not arrived', async () => {
    await waitFor(() => probes().length === 1, 'the mail to ourselves', 10_000)
    expect(probes()[0]?.raw.toString()).toMatch(/^Auto-Submitted: auto-generated\r$/m)
    expect(await replyToOf()).toBeUndefined()
  })

  it('is relied upon once it has, also after a restart, and the mail makes no ticket', async () => {
    const before = (await sari.tickets()).length
    await dovecot.deliver(probes()[0]?.raw ?? '')
    await waitFor(async () => {
      const { body } = await sari.request<Record<string, number>>('GET', '/mails/ledger')
      return body['auto-reply'] === 1
    }, 'the mail in the ledger')
    expect(await sari.tickets()).toHaveLength(before)
    expect(await replyToOf()).toMatch(/^konsultasi\+26-\d{5}-[a-z2-9]{12}@example\.test$/)
    await office.restart()
    sari = await office.signIn()
    expect(await replyToOf()).toMatch(/\+26-/)
    expect(probes()).toHaveLength(1)
  })
})

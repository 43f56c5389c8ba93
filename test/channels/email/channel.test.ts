import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createTransport } from 'nodemailer'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createEmailChannel } from '../../../channels/email/index.ts'
import { parseMail } from '../../../channels/email/parse.ts'
import type { EmailChannel, EmailConfig, MailboxesConfig } from '../../../channels/email/index.ts'
import { startDovecot } from '../../_dovecot.ts'
import { startSmtpSink } from '../../_smtp-sink.ts'
import { answer, memoryCursors, memoryLedger, silentLog, until } from './_fakes.ts'

const address = 'komunikasiinformasi.dpmptsp@jakarta.go.id'
const noIntake = { smtpListen: null, lmtpListen: null, tls: null, mailsPerMinute: null }
const mailboxes = (url: string): MailboxesConfig => ({
  urls: [url],
  oauth: null,
  after: { what: 'keep' },
  sentFolder: null,
  alarmMs: 600_000,
})
let folder: string
let channel: EmailChannel | null = null
let ledger: ReturnType<typeof memoryLedger>

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tanya-mail-'))
  ledger = memoryLedger()
})
afterEach(async () => {
  await channel?.stop()
  channel = null
  await rm(folder, { recursive: true })
})

async function start(changes: Partial<EmailConfig> = {}): Promise<EmailChannel> {
  const config = {
    address,
    officeName: 'DPMPTSP DKI Jakarta',
    imap: null,
    smtpUrl: null,
    intake: noIntake,
  }
  channel = createEmailChannel(
    { ...config, outgoingDir: join(folder, 'outgoing'), ...changes },
    {
      log: silentLog,
      ledger,
      mailboxes: ledger.mailboxes,
      cursors: memoryCursors(),
      onPlusTag: () => {},
      secrets: memoryCursors(),
    },
  )
  await channel.start()
  return channel
}

describe('the e-mail channel with nothing configured', () => {
  it('takes in by its own SMTP server and answers into a file', async () => {
    const { smtpAddress, send, lost } = await start({
      intake: { ...noIntake, smtpListen: { host: '127.0.0.1', port: 0 } },
    })
    const citizen = createTransport({ ...smtpAddress(), secure: false })
    await citizen.sendMail({
      from: 'budi@example.org',
      to: address,
      subject: 'syarat sip dokter',
      text: 'apa saja?',
    })
    citizen.close()
    expect(ledger.mails).toMatchObject([
      { source: 'smtp', parsed: { subject: 'syarat sip dokter', reply: 'apa saja?' } },
    ])

    const sent = await send(answer())
    const [file = ''] = await readdir(join(folder, 'outgoing'))
    expect(sent).toEqual({ providerId: 'tanya.12@jakarta.go.id', state: 'sent', note: `outgoing/${file}` })
    expect(file).toMatch(/^\d{4}-\d\d-\d\dT[\d-]+Z-26-00042-12\.eml$/)
    expect(await parseMail(await readFile(join(folder, 'outgoing', file)))).toMatchObject({
      from: { name: 'DPMPTSP DKI Jakarta', address },
      to: [{ name: 'Budi', address: 'budi@example.org' }],
      subject: 'Re: Syarat SIP dokter [#26-00042]',
      inReplyTo: 'a@x.example',
    })
    expect(lost?.()).toEqual([])
  })

  it('asks for another try when the folder cannot be written', async () => {
    await writeFile(join(folder, 'outgoing'), 'a file where the folder should be')
    const { send } = await start()
    await expect(send(answer())).rejects.toMatchObject({
      name: 'ChannelError',
      permanent: false,
      uncertain: false,
    })
  })

  it('sends none when an attachment is gone, and leaves no half file', async () => {
    const { send } = await start()
    const attachments = [
      { filename: 'a.pdf', contentType: 'application/pdf', path: join(folder, 'hilang.pdf') },
    ]
    await expect(send(answer({ attachments }))).rejects.toMatchObject({
      name: 'ChannelError',
      permanent: true,
    })
    expect(await readdir(join(folder, 'outgoing')).catch(() => [])).toEqual([])
  })
})

describe('the e-mail channel with a real mailbox', () => {
  it(
    'reads it by IMAP, answers by SMTP, and knows the citizen’s answer again',
    { timeout: 30_000 },
    async () => {
      const [dovecot, sink] = await Promise.all([startDovecot(), startSmtpSink()])
      const { send, lost, stop } = await start({ imap: mailboxes(dovecot.imapUrl), smtpUrl: sink.url })
      await dovecot.deliver(
        'From: Budi <budi@example.org>\r\nMessage-ID: <a@x.example>\r\nSubject: syarat sip\r\n\r\napa saja?\r\n',
      )
      await until(() => ledger.mails.length === 1, 'the enquiry')
      expect(ledger.mails[0]).toMatchObject({
        source: expect.stringMatching(/^imap:.*@127\.0\.0\.1\/INBOX;UIDVALIDITY=\d+\/;UID=1$/) as string,
      })

      await send(answer())
      const sent = await parseMail(sink.mails[0]?.raw ?? Buffer.alloc(0))
      const quoted = sent.text.replace(/^/gm, '> ')
      await dovecot.deliver(
        `From: budi@example.org\r\nMessage-ID: <b@x.example>\r\nIn-Reply-To: <${sent.messageId}>\r\nSubject: ${sent.subject}\r\n\r\n` +
          `Terima kasih.\r\n\r\nPada Sel, 24 Nov 2026 pukul 10.00 Kantor <${address}> menulis:\r\n${quoted}\r\n`,
      )
      await until(() => ledger.mails.length === 2, 'the answer to the answer')
      expect(ledger.mails[1]?.parsed).toMatchObject({ inReplyTo: sent.messageId, reply: 'Terima kasih.' })
      expect(lost?.()).toEqual([])

      await stop()
      await Promise.all([dovecot.stop(), sink.stop()])
    },
  )
})

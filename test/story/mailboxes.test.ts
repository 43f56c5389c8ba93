/** Several mailboxes, a mailbox that was renumbered, and answers written in a mail program: through the whole office. */
import SQLite from 'better-sqlite3'
import { ImapFlow } from 'imapflow'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { simpleParser } from 'mailparser'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parseImapUrl } from '../../channels/email/imap/url.ts'
import type { Mailbox } from '../../server/wire/mailbox.ts'
import { startDovecot, type Dovecot } from '../_dovecot.ts'
import { freePort, openOffice, waitFor, type Client, type Office } from '../_office.ts'
import { startSmtpSink, type SmtpSink } from '../_smtp-sink.ts'
import { tanya } from '../cli/_tanya.ts'

const mailOf = (from: string, subject: string, more: Record<string, string> = {}, body = 'Halo.') =>
  `${Object.entries({
    From: from,
    To: 'konsultasi@example.test',
    Subject: subject,
    'Message-ID': `<${crypto.randomUUID()}@example.org>`,
    ...more,
  })
    .map(([name, value]) => `${name}: ${value}`)
    .join('\r\n')}\r\n\r\n${body}\r\n`

const ledgerOf = async (client: Client) =>
  (await client.request<Record<string, number>>('GET', '/mails/ledger')).body
const mailboxesOf = async (client: Client) =>
  (await client.request<{ items: Mailbox[] }>('GET', '/mailboxes')).body.items

describe('several mailboxes', { timeout: 60_000 }, () => {
  let dovecot: Dovecot
  let office: Office
  let sari: Client
  let deadPort: number
  beforeAll(async () => {
    dovecot = await startDovecot()
    deadPort = await freePort()
    await dovecot.deliver(mailOf('budi@example.org', 'ke konsultasi'))
    await dovecot.deliver(mailOf('ani@example.org', 'ke pengaduan'), 'pengaduan@example.test')
    office = await openOffice({
      MAIL_ADDRESS: dovecot.address,
      IMAP_URL: `${dovecot.imapUrl}, ${dovecot.urlOf('pengaduan@example.test')} imap://arsip:a,b@127.0.0.1:${deadPort}`,
      IMAP_ALARM_MINUTES: '0.02',
      SMTP_LISTEN: '',
      LOG_LEVEL: 'silent',
    })
    sari = await office.signIn()
  })
  afterAll(async () => {
    await office.stop()
    await dovecot.stop()
  })

  it('are all read, and one that cannot be is named and holds up none', async () => {
    await waitFor(async () => (await sari.tickets()).length === 2, 'both tickets', 20_000)
    await dovecot.deliver(mailOf('ani@example.org', 'lagi'), 'pengaduan@example.test')
    await waitFor(async () => (await sari.tickets()).length === 3, 'the third ticket', 20_000)
    const ready = await waitFor(async () => {
      const response = await fetch(`${office.url}/readyz`)
      return response.status === 503 && (await response.text())
    }, 'the alarm')
    expect(ready).toContain(`mailbox arsip@127.0.0.1/INBOX`)
    const boxes = await mailboxesOf(sari)
    expect(boxes).toMatchObject([
      { name: 'konsultasi@example.test@127.0.0.1/INBOX', lastPassAt: expect.any(String) as string },
      { name: 'pengaduan@example.test@127.0.0.1/INBOX', lastPassAt: expect.any(String) as string },
      {
        name: 'arsip@127.0.0.1/INBOX',
        state: 'failing',
        alarming: true,
        lastPassAt: null,
        lastError: { code: 'unreachable', words: 'the IMAP server cannot be reached (ECONNREFUSED)' },
      },
    ])
    expect(JSON.stringify(boxes)).not.toContain('rahasia')
  })

  it('are measured each, and no figure names a user', async () => {
    const text = await (await fetch(`${office.url}/metrics`)).text()
    const figures = text.match(/^tanya_mailbox_last_pass_seconds\{.*$/gm) ?? []
    expect(figures.map((line) => /mailbox="([^"]+)"/.exec(line)?.[1])).toEqual([
      'INBOX@127.0.0.1',
      'INBOX@127.0.0.1#2',
      'INBOX@127.0.0.1#3',
    ])
    expect(figures.join()).not.toMatch(/konsultasi|pengaduan/)
  })
})

describe('a mailbox of 500 mails', { timeout: 180_000 }, () => {
  let dovecot: Dovecot
  let office: Office
  let cwd: string
  beforeAll(async () => {
    cwd = mkdtempSync(join(tmpdir(), 'tanya-cli-'))
    dovecot = await startDovecot()
    await dovecot.fill([
      ...Array.from({ length: 498 }, (_, n) => mailOf(`warga${n}@example.org`, `pertanyaan ${n}`)),
      mailOf('mesin@example.org', 'Cuti', { 'Auto-Submitted': 'auto-replied' }),
      mailOf('buletin@example.org', 'Edisi 12', { 'List-Id': '<buletin.example.org>', Precedence: 'list' }),
    ])
    office = await openOffice({ MAIL_ADDRESS: dovecot.address, IMAP_URL: dovecot.imapUrl, SMTP_LISTEN: '' })
  })
  afterAll(async () => {
    await office.stop()
    await dovecot.stop()
    rmSync(cwd, { recursive: true, force: true })
  })

  it('is read again under a new UIDVALIDITY, and nothing is doubled', async () => {
    const sari = await office.signIn()
    const first = { ticket: 498, 'auto-reply': 1, list: 1 }
    await waitFor(async () => (await ledgerOf(sari))['list'] === 1, 'the first reading', 60_000)
    expect(await ledgerOf(sari)).toMatchObject({ ...first, duplicate: 0 })
    await dovecot.renumber()
    await waitFor(async () => ((await ledgerOf(sari))['duplicate'] ?? 0) >= 500, 'the second reading', 60_000)
    expect(await ledgerOf(sari)).toEqual({
      ...first,
      duplicate: 500,
      'follow-up': 0,
      bounce: 0,
      quarantined: 0,
    })
    const [newest] = await sari.tickets('sort=-createdAt&limit=1')
    expect(newest).toMatchObject({
      subject: 'pertanyaan 497',
      number: expect.stringMatching(/-00498$/) as string,
    })
  })

  it('is held against the ledger by `tanya mail ledger --check`', async () => {
    const check = () => tanya(['mail', 'ledger', '--check'], { cwd, vars: office.env })
    const name = 'konsultasi@example.test@127.0.0.1/INBOX'
    expect(await check()).toEqual({
      code: 0,
      out: `${name}  server 500  ledger 500  waiting 0  missing 0  gone 0  earlier 500\n`,
      err: '',
    })
    const file = new SQLite(join(office.dataDir, 'tanya.db'))
    file.exec(`delete from mails where source like '%/;UID=7'`)
    file.close()
    expect(await check()).toMatchObject({ code: 1, out: expect.stringContaining('missing 1') as string })
  })
})

describe('answers written in a mail program', { timeout: 60_000 }, () => {
  let dovecot: Dovecot
  let smtp: SmtpSink
  let office: Office
  let sari: Client
  beforeAll(async () => {
    dovecot = await startDovecot()
    smtp = await startSmtpSink()
    await inMailbox((client) => client.mailboxCreate('Sent'))
    office = await openOffice({
      MAIL_ADDRESS: dovecot.address,
      IMAP_URL: dovecot.imapUrl,
      IMAP_SENT: 'Sent',
      SMTP_URL: smtp.url,
      SMTP_LISTEN: '',
    })
    sari = await office.signIn()
  })
  afterAll(async () => {
    await office.stop()
    await Promise.all([dovecot.stop(), smtp.stop()])
  })

  async function inMailbox<T>(work: (client: ImapFlow) => Promise<T>): Promise<T> {
    const { host, port, user, password } = parseImapUrl(dovecot.imapUrl)
    const auth = { user, pass: password ?? '' }
    const client = new ImapFlow({ host, port, secure: false, auth, logger: false })
    await client.connect()
    return work(client).finally(() => client.logout())
  }
  const sendElsewhere = (raw: string) => inMailbox((client) => client.append('Sent', raw, ['\\Seen']))
  const openTicket = async (subject: string, id: string) => {
    await dovecot.deliver(mailOf('Budi <budi@example.org>', subject, { 'Message-ID': `<${id}>` }))
    return waitFor(
      async () => (await sari.tickets()).find((ticket) => ticket.subject === subject),
      `the ticket ${subject}`,
      20_000,
    )
  }
  /** What wakes the reader now, in place of the next look in a minute. */
  const nudge = () => dovecot.deliver(mailOf('lain@example.org', `bangun ${crypto.randomUUID()}`))

  it('join their thread as sent, and are not sent again', async () => {
    const ticket = await openTicket('syarat', 'tanya1@example.org')
    await sendElsewhere(
      mailOf(
        'Kantor <konsultasi@example.test>',
        'Re: syarat',
        {
          To: 'Budi <budi@example.org>',
          Cc: 'ketua@example.org',
          'In-Reply-To': '<tanya1@example.org>',
          'Message-ID': '<jawab1@telepon.example>',
          'Reply-To': 'sari@dpmptsp.example',
        },
        'Cukup KTP.',
      ),
    )
    await nudge()
    const messages = await waitFor(
      async () => {
        const all = await sari.messages(ticket.id)
        return all.length === 2 && all
      },
      'the answer',
      20_000,
    )
    expect(messages[1]).toMatchObject({
      direction: 'outbound',
      text: 'Cukup KTP.',
      author: { kind: 'agent', name: 'Admin' },
      delivery: { state: 'sent' },
      cc: [{ address: 'ketua@example.org' }],
    })
    const { body } = await sari.request<{ waiting: boolean; status: string }>('GET', `/tickets/${ticket.id}`)
    expect(body).toMatchObject({ waiting: false, status: 'open' })
    expect(smtp.mails).toHaveLength(0)

    await dovecot.deliver(
      mailOf('ketua@example.org', 'Re: syarat', { 'In-Reply-To': '<jawab1@telepon.example>' }, 'Setuju.'),
    )
    await waitFor(async () => (await sari.messages(ticket.id)).length === 3, 'the copy’s answer', 20_000)
  })

  it('are signed by the mailbox when no officer is named, and leave newer questions waiting', async () => {
    const ticket = await openTicket('biaya', 'tanya2@example.org')
    await dovecot.deliver(
      mailOf('Budi <budi@example.org>', 'Re: biaya', { 'In-Reply-To': '<tanya2@example.org>' }, 'Halo?'),
    )
    await waitFor(async () => (await sari.messages(ticket.id)).length === 2, 'the second mail', 20_000)
    await sendElsewhere(
      mailOf(
        'konsultasi@example.test',
        'Re: biaya',
        {
          To: 'budi@example.org',
          Date: 'Mon, 2 Nov 2026 10:00:00 +0700',
          'In-Reply-To': '<tanya2@example.org>',
        },
        'Gratis.',
      ),
    )
    await nudge()
    await waitFor(async () => (await sari.messages(ticket.id)).length === 3, 'the answer', 20_000)
    expect((await sari.messages(ticket.id))[2]?.author).toMatchObject({
      kind: 'agent',
      id: null,
      name: 'Kotak surel',
    })
    const { body } = await sari.request<{ waiting: boolean }>('GET', `/tickets/${ticket.id}`)
    expect(body.waiting).toBe(true)
  })

  it('are known when they are our own, and left alone when they answer no ticket', async () => {
    const ticket = await openTicket('alamat', 'tanya3@example.org')
    await sari.reply(ticket.id, 'Jalan Medan Merdeka.')
    const sent = await waitFor(() => smtp.mails.at(-1), 'our answer', 20_000)
    const { messageId = '' } = await simpleParser(sent.raw)
    const before = await ledgerOf(sari)
    await sendElsewhere(sent.raw.toString())
    await sendElsewhere(
      mailOf(
        'konsultasi@example.test',
        'Fwd: alamat',
        {
          To: 'rekan@kantor-lain.example',
          'In-Reply-To': '<tanya3@example.org>',
        },
        'Tolong dibantu.',
      ),
    )
    await nudge()
    await waitFor(
      async () => (await ledgerOf(sari))['duplicate'] === (before['duplicate'] ?? 0) + 1,
      `our own ${messageId}`,
      20_000,
    )
    expect(await sari.messages(ticket.id)).toHaveLength(2)
    expect(await mailboxesOf(sari)).toMatchObject([
      { lastError: null },
      { name: 'konsultasi@example.test@127.0.0.1/Sent', lastError: null },
    ])
  })
})

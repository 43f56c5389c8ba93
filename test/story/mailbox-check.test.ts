/** Mailboxes and ledger held against each other at the desk: every mail on the server is accounted for. */
import SQLite from 'better-sqlite3'
import { ImapFlow } from 'imapflow'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parseImapUrl } from '../../channels/email/imap/url.ts'
import type { Mailbox, MailboxCheck } from '../../server/wire/mailbox.ts'
import { startDovecot, type Dovecot } from '../_dovecot.ts'
import { openOffice, waitFor, type Client, type Office } from '../_office.ts'
import { addColleague } from '../server/_staff.ts'
import { sendRaw } from '../server/_cast.ts'
import { tanya } from '../cli/_tanya.ts'

const inbox = 'konsultasi@example.test@127.0.0.1/INBOX'
const sent = 'konsultasi@example.test@127.0.0.1/Sent'

const mailOf = (number: number, more: Record<string, string> = {}) =>
  `${Object.entries({
    From: `warga${number}@example.org`,
    To: 'konsultasi@example.test',
    Subject: `pertanyaan ${number}`,
    'Message-ID': `<periksa${number}@example.org>`,
    ...more,
  })
    .map(([name, value]) => `${name}: ${value}`)
    .join('\r\n')}\r\n\r\nHalo.\r\n`

describe('mailboxes and ledger', { timeout: 90_000 }, () => {
  let dovecot: Dovecot
  let office: Office
  let sari: Client
  beforeAll(async () => {
    dovecot = await startDovecot()
    for (const n of [1, 2, 3]) await dovecot.deliver(mailOf(n))
    await dovecot.deliver(mailOf(4, { 'Auto-Submitted': 'auto-replied' }))
    await inMailbox(async (client) => {
      await client.mailboxCreate('Sent')
      const to = { From: 'konsultasi@example.test', 'Message-ID': '<jawab@kantor.example>' }
      const answer = { ...to, To: 'warga1@example.org', 'In-Reply-To': '<periksa1@example.org>' }
      await client.append('Sent', mailOf(5, answer), ['\\Seen'])
      const letter = { From: 'konsultasi@example.test', To: 'rekan@kantor-lain.example' }
      await client.append('Sent', mailOf(6, letter), ['\\Seen'])
    })
    office = await openOffice({
      MAIL_ADDRESS: dovecot.address,
      IMAP_URL: dovecot.imapUrl,
      IMAP_SENT: 'Sent',
    })
    sari = await office.signIn()
    await waitFor(
      async () => {
        const boxes = await mailboxes()
        return boxes.every(({ state, cursor }) => state === 'waiting' && cursor !== null)
      },
      'both folders to be read',
      30_000,
    )
    await sendRaw(office.smtpPort, mailOf(7), 'warga7@example.org', dovecot.address)
  })
  afterAll(async () => {
    await office.stop()
    await dovecot.stop()
  })

  async function inMailbox<T>(work: (client: ImapFlow) => Promise<T>): Promise<T> {
    const { host, port, user, password } = parseImapUrl(dovecot.imapUrl)
    const auth = { user, pass: password ?? '' }
    const client = new ImapFlow({ host, port, secure: false, auth, logger: false })
    await client.connect()
    return work(client).finally(() => client.logout())
  }
  const mailboxes = async () => (await sari.request<{ items: Mailbox[] }>('GET', '/mailboxes')).body.items
  const settled = () =>
    waitFor(
      async () => {
        const { body } = await sari.request<MailboxCheck>('GET', '/mailboxes/check')
        return body.state === 'done' && body
      },
      'the result',
      30_000,
    )
  const check = async () => {
    const { status, body } = await sari.request<MailboxCheck>('POST', '/mailboxes/check')
    expect({ status, state: body.state }).toEqual({ status: 202, state: 'running' })
    return settled()
  }
  const balanceOf = (result: MailboxCheck, name: string) => {
    const balance = result.folders.find((folder) => folder.name === name)?.balance
    if (!balance) throw new Error(`no balance of ${name}`)
    const { buckets, unplaced, letters, waiting, missing } = balance
    const sum = Object.values(buckets).reduce((all, n) => all + n, unplaced + letters + waiting + missing)
    expect(sum).toBe(balance.held)
    return balance
  }
  const forget = (uid: number) => {
    const file = new SQLite(join(office.dataDir, 'tanya.db'))
    file.prepare(`delete from mails where source like ?`).run(`imap:${inbox};%/;UID=${uid}`)
    file.close()
  }

  it('say how each folder is doing: noticed by IDLE, read how far, what came last', async () => {
    expect(await mailboxes()).toMatchObject([
      { name: inbox, holds: 'received', noticedBy: 'idle', alarming: false, backlog: 0, quarantined: 0 },
      { name: sent, holds: 'sent', cursor: { uid: 2 } },
    ])
    const [first] = await mailboxes()
    expect(first).toMatchObject({
      cursor: { uidValidity: expect.stringMatching(/^\d+$/) as string, uid: 4 },
      lastMailAt: expect.any(String) as string,
      failingSince: null,
      nextTryAt: null,
    })
  })

  it('add up, the folder of sent mails too', async () => {
    const result = await check()
    expect(balanceOf(result, inbox)).toMatchObject({
      held: 4,
      buckets: { ticket: 3, 'auto-reply': 1, duplicate: 0 },
      missing: 0,
      gone: 0,
    })
    expect(balanceOf(result, sent)).toMatchObject({ held: 2, buckets: { 'follow-up': 1 }, letters: 1 })
    expect(result.ledger).toEqual({ total: 6, smtp: 1, lmtp: 0, mailboxes: 5, elsewhere: 0 })
    const { out, code } = await tanya(['mail', 'ledger', '--check'], {
      cwd: office.dataDir,
      vars: office.env,
    })
    expect({ code, lines: out.trim().split('\n') }).toEqual({
      code: 0,
      lines: [
        `${inbox}  server 4  ledger 4  waiting 0  missing 0  gone 0  earlier 0`,
        `${sent}  server 2  ledger 1  other 1  waiting 0  missing 0  gone 0  earlier 0`,
      ],
    })
  })

  it('name what is missing, and take it in when told to', async () => {
    forget(2)
    expect(balanceOf(await check(), inbox)).toMatchObject({ held: 4, missing: 1 })
    const begun = await sari.request<MailboxCheck>('POST', '/mailboxes/take-in', { name: inbox })
    expect(begun).toMatchObject({ status: 202, body: { state: 'taking-in' } })
    // Its message was there; only its line in the ledger was not.
    expect(balanceOf(await settled(), inbox)).toMatchObject({
      held: 4,
      missing: 0,
      buckets: { ticket: 2, duplicate: 1 },
    })
    expect(await sari.tickets('limit=100')).toHaveLength(4)
  })

  it('know what was deleted on the server since', async () => {
    await inMailbox(async (client) => {
      await client.mailboxOpen('INBOX')
      await client.messageDelete('3', { uid: true })
    })
    expect(balanceOf(await check(), inbox)).toMatchObject({ held: 3, gone: 1, missing: 0 })
  })

  it('are for admins; a mailbox that is not read is none', async () => {
    const joko = await addColleague(office, 'Joko')
    for (const [method, path, body] of [
      ['GET', '/mailboxes/check', undefined],
      ['POST', '/mailboxes/check', undefined],
      ['POST', '/mailboxes/take-in', { name: inbox }],
      ['POST', '/mailboxes/look', { name: inbox }],
    ] as const) {
      expect((await joko.request(method, path, body)).status, `${method} ${path}`).toBe(403)
    }
    expect((await joko.request('GET', '/mailboxes')).status).toBe(200)
    expect((await sari.request('POST', '/mailboxes/look', { name: inbox })).status).toBe(204)
    for (const path of ['/mailboxes/look', '/mailboxes/take-in'])
      expect((await sari.request('POST', path, { name: 'lain' })).status).toBe(404)
  })

  it('say so where a mailbox cannot be opened, and go on with the others', async () => {
    await dovecot.halt()
    const result = await check()
    expect(result.folders).toMatchObject([
      { name: inbox, balance: null, trouble: { code: 'unreachable' } },
      { name: sent, balance: null, trouble: { code: 'unreachable' } },
    ])
    await dovecot.restart()
  })
})

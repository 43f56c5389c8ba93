import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { ImapFlow } from 'imapflow'
import { createImapIntake } from '../../../channels/email/imap/intake.ts'
import type { ImapIntake } from '../../../channels/email/imap/intake.ts'
import { parseImapUrl } from '../../../channels/email/imap/url.ts'
import { parseMail } from '../../../channels/email/parse.ts'
import { takeInOrder } from '../../../channels/email/imap/take-in-order.ts'
import { startDovecot } from '../../_dovecot.ts'
import type { Dovecot } from '../../_dovecot.ts'
import { memoryCursors, memoryLedger, silentLog, until } from './_fakes.ts'

let dovecot: Dovecot
const running: ImapIntake[] = []
let count = 0

beforeAll(async () => {
  dovecot = await startDovecot()
}, 30_000)
afterAll(() => dovecot.stop())
afterEach(async () => {
  await Promise.all(running.splice(0).map((intake) => intake.stop()))
})

const mail = (subject: string, body = 'isi') =>
  `From: budi@example.org\r\nTo: ${dovecot.address}\r\nMessage-ID: <${++count}@x.example>\r\nSubject: ${subject}\r\n\r\n${body}\r\n`

function start({
  ledger = memoryLedger(),
  cursors = memoryCursors(),
  pollIntervalMs = 60_000,
  url = dovecot.imapUrl,
} = {}) {
  const intake = createImapIntake(
    { account: parseImapUrl(url), maxMailBytes: 2 * 1024 * 1024, pollIntervalMs, retryDelayMs: 50 },
    {
      log: silentLog,
      cursors,
      ledger: ledger.mailboxes,
      takeIn: takeInOrder(ledger.takeIn, (raw) => parseMail(raw)),
    },
  )
  intake.start()
  running.push(intake)
  return { intake, ledger, cursors }
}

async function withClient<T>(work: (client: ImapFlow) => Promise<T>): Promise<T> {
  const { host, port, user, password } = parseImapUrl(dovecot.imapUrl)
  const client = new ImapFlow({
    host,
    port,
    secure: false,
    auth: { user, pass: password ?? '' },
    logger: false,
  })
  await client.connect()
  await client.mailboxOpen('INBOX')
  try {
    return await work(client)
  } finally {
    await client.logout()
  }
}

describe('the counselling mailbox, by IMAP', { timeout: 40_000 }, () => {
  it('takes in all that waits, then each new mail within seconds by IDLE', async () => {
    await dovecot.deliver(mail('menunggu satu'))
    await dovecot.deliver(mail('menunggu dua'))
    const { ledger, intake } = start()
    await until(() => ledger.mails.length === 2, 'the waiting mails')
    const begun = Date.now()
    await dovecot.deliver(mail('baru'))
    await until(() => ledger.mails.length === 3, 'the new mail')
    expect(Date.now() - begun).toBeLessThan(3_000)
    expect(ledger.subjects()).toEqual(['menunggu satu', 'menunggu dua', 'baru'])
    expect(intake.health()).toMatchObject([{ isAlarming: false, lastTrouble: null }])
  })

  it('leaves every mail unseen and where it is', async () => {
    const flags = await withClient((client) => client.fetchAll('1:*', { flags: true }))
    expect(flags.map((message) => [...(message.flags ?? [])]).flat()).not.toContain('\\Seen')
  })

  it('resumes where it stood, also for mails that somebody has read meanwhile', async () => {
    const { ledger, cursors, intake } = start()
    await until(() => ledger.mails.length === 3, 'the first pass')
    await intake.stop()
    await dovecot.deliver(mail('dibaca orang lain'))
    await withClient((client) => client.messageFlagsAdd('*', ['\\Seen']))
    const again = start({ cursors })
    await until(() => again.ledger.mails.length === 1, 'the mail read elsewhere')
    expect(again.ledger.subjects()).toEqual(['dibaca orang lain'])
  })

  it('comes back by itself after the server was away', async () => {
    const { ledger } = start()
    await until(() => ledger.mails.length === 4, 'the first pass')
    await dovecot.halt()
    await dovecot.fill([mail('selama mati')])
    await dovecot.restart()
    await until(() => ledger.mails.length === 5, 'the mail that came in the meantime')
    await dovecot.deliver(mail('sesudah hidup'))
    await until(() => ledger.mails.length === 6, 'the mail after the restart')
    expect(ledger.subjects().slice(4)).toEqual(['selama mati', 'sesudah hidup'])
  })

  it('stops at a mail that could not be kept and takes it in later, skipping none', async () => {
    const ledger = memoryLedger()
    ledger.failNext(3)
    const { cursors } = start({ ledger })
    await until(() => ledger.mails.length === 6, 'all mails')
    expect(ledger.quarantined).toEqual([])
    expect(new Set(ledger.subjects()).size).toBe(6)
    await until(() => /:6$/.test([...cursors.values.values()][0] ?? ''), 'the cursor')
  })

  it('reads everything again when the server has renumbered the mailbox', async () => {
    const { ledger, cursors } = start()
    await until(() => ledger.mails.length === 6, 'the first pass')
    const before = [...cursors.values.values()][0]?.split(':')[0]
    await dovecot.renumber()
    await until(() => ledger.taken() === 12, 'the second reading')
    expect(ledger.mails).toHaveLength(6)
    await until(() => [...cursors.values.values()][0]?.split(':')[0] !== before, 'the new UIDVALIDITY')
  })

  it('takes in by polling too, and passes over mails that vanish', async () => {
    const { ledger } = start({ pollIntervalMs: 100 })
    await until(() => ledger.mails.length === 6, 'the first pass')
    await withClient((client) => client.messageDelete('1:3'))
    await dovecot.deliver(mail('sesudah dihapus'))
    await until(() => ledger.subjects().includes('sesudah dihapus'), 'the mail after the expunge')
    expect(ledger.mails).toHaveLength(7)
  })

  it('takes in a mail above the limit up to the limit', async () => {
    await dovecot.deliver(mail('besar', 'x'.repeat(70).concat('\r\n').repeat(50_000)))
    const { ledger } = start()
    await until(() => ledger.subjects().includes('besar'), 'the large mail')
    expect(ledger.mails.at(-1)?.raw.length).toBe(2 * 1024 * 1024)
  })

  it('takes in a backlog of 5,000 in order, few at a time', { timeout: 180_000 }, async () => {
    await withClient((client) => client.messageDelete('1:*'))
    await dovecot.fill(Array.from({ length: 5_000 }, (_, i) => mail(`nomor ${i}`)))
    const ledger = memoryLedger()
    let inHand = 0
    let mostInHand = 0
    const counted: typeof ledger = {
      ...ledger,
      async takeIn(...mailOf) {
        mostInHand = Math.max(mostInHand, ++inHand)
        return ledger.takeIn(...mailOf).finally(() => inHand--)
      },
    }
    start({ ledger: counted })
    await until(() => ledger.mails.length === 5_000, 'the backlog', 150_000)
    expect(ledger.subjects()).toEqual(Array.from({ length: 5_000 }, (_, i) => `nomor ${i}`))
    expect(mostInHand).toBeLessThanOrEqual(100)
  })

  it('says clearly, and without the secret, that the password is refused', async () => {
    const said: string[] = []
    const log = {
      ...silentLog,
      error: (fields: object, message: string) => said.push(JSON.stringify(fields) + message),
    }
    const account = parseImapUrl(dovecot.imapUrl.replace('rahasia', 'salah-sekali'))
    const intake = createImapIntake(
      { account, maxMailBytes: 1_000_000, retryDelayMs: 10_000 },
      { log, cursors: memoryCursors(), ledger: memoryLedger().mailboxes, takeIn: async () => {} },
    )
    intake.start()
    running.push(intake)
    await until(() => said.length > 0, 'the error')
    expect(said[0]).toContain('refuses the user or password in IMAP_URL')
    expect(said.join()).not.toContain('salah-sekali')
  })
})

describe('the mailbox address', () => {
  it.each(['http://a:b@c/INBOX', 'imaps://mail.example.org', 'bukan url', ''])(
    'refuses "%s" in one sentence',
    (url) => {
      expect(() => parseImapUrl(url)).toThrow(/^IMAP_URL is not of the form imaps:/)
    },
  )
})

/** What a mailbox can do to us: by Dovecot where it can be made to, by a scripted server where not. */
import { ImapFlow } from 'imapflow'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { ImapIntake } from '../../../channels/email/imap/intake.ts'
import { parseImapUrl } from '../../../channels/email/imap/url.ts'
import { startDovecot, type Dovecot } from '../../_dovecot.ts'
import { startScriptedImap, type ScriptedImap } from '../../_imap-script.ts'
import { startLine, type Line } from '../../_line.ts'
import { memoryLedger, until } from './_fakes.ts'
import { readMailbox } from './_mailbox.ts'

const running: ImapIntake[] = []
const read = (wanted: Parameters<typeof readMailbox>[0]) => {
  const reading = readMailbox(wanted)
  running.push(reading.intake)
  return reading
}
afterEach(async () => {
  await Promise.all(running.splice(0).map((intake) => intake.stop()))
})

let count = 0
const mail = (subject: string, body = 'isi') =>
  `From: budi@example.org\r\nMessage-ID: <f${++count}@x.example>\r\nSubject: ${subject}\r\n\r\n${body}\r\n`

describe('a mail that cannot be taken in', { timeout: 60_000 }, () => {
  let server: ScriptedImap
  beforeEach(async () => {
    server = await startScriptedImap()
    for (const uid of [1, 2, 3, 4]) server.mails.set(uid, mail(`surat ${uid}`))
  })
  afterEach(() => server.stop())

  it.each([
    ['refuse', /SERVERBUG|Command failed/],
    ['omit', /lists the mail, but does not give it out/],
    ['hang-up', /./],
  ] as const)('is put aside when the server does this to it: %s', async (trouble, words) => {
    server.trouble.set(2, trouble)
    const { ledger, cursors, intake } = read({ url: server.url, retryDelayMs: 1 })
    await until(() => ledger.mails.length === 3, 'the other mails', 40_000)
    expect(ledger.subjects()).toEqual(['surat 1', 'surat 3', 'surat 4'])
    await until(() => ledger.quarantined.length > 0, 'the quarantine')
    expect(ledger.quarantined).toMatchObject([
      {
        source: 'imap:konsultasi@127.0.0.1/INBOX;UIDVALIDITY=7/;UID=2',
        error: expect.stringMatching(words) as string,
      },
    ])
    await until(() => cursors.values.get('imap:konsultasi@127.0.0.1/INBOX') === '7:4', 'the cursor behind it')
    await until(() => intake.health()[0]?.state === 'waiting', 'a pass to the end')
  })

  it('is looked for now and then all the same where the server promises to tell, and says nothing', async () => {
    const { ledger, intake } = read({ url: server.url, pollIntervalMs: 200 })
    await until(() => ledger.mails.length === 4, 'what waits')
    expect(intake.health()[0]?.noticedBy).toBe('idle')
    server.mails.set(5, mail('surat 5'))
    await until(() => ledger.subjects().includes('surat 5'), 'the mail of which nothing was said')
  })

  it('keeps its headers where the server gives them', async () => {
    server.trouble.set(2, 'omit')
    const { ledger } = read({ url: server.url })
    await until(() => ledger.quarantined.length === 1, 'the quarantine')
    expect(ledger.quarantined[0]?.raw).toMatch(
      /^From: budi@example\.org\r\n[^]*Subject: surat 2\r\n\r\nSurat ini tidak dapat diambil/,
    )
  })

  it('is put aside whole when it cannot be stored, and the count outlives a restart', async () => {
    const ledger = memoryLedger()
    ledger.refuse(/surat 3/)
    const first = read({ url: server.url, ledger, retryDelayMs: 60_000 })
    await until(() => first.intake.health()[0]?.state === 'failing', 'the first failure')
    await first.intake.stop()
    expect(first.cursors.values.get('imap-attempts:konsultasi@127.0.0.1/INBOX')).toBe('7:3 1')
    read({ url: server.url, ledger, cursors: first.cursors })
    await until(() => ledger.quarantined.length === 1, 'the quarantine')
    expect(ledger.quarantined[0]).toMatchObject({
      raw: server.mails.get(3),
      error: 'Error: a row that no table takes',
    })
    await until(() => ledger.mails.length === 3, 'the others')
  })

  it('is not given up while disk or database are away, however long', async () => {
    const ledger = memoryLedger()
    ledger.failNext(40)
    const { intake } = read({ url: server.url, ledger, retryDelayMs: 1 })
    await until(() => intake.health()[0]?.lastTrouble?.code === 'storage', 'the trouble by its name')
    await until(() => ledger.mails.length === 4, 'all four, later')
    expect(ledger.quarantined).toEqual([])
  })

  it('and no mail is passed over when the server refuses to search', async () => {
    server.refuseSearch = true
    const { ledger, intake } = read({ url: server.url, alarmMs: 200 })
    await until(() => intake.health()[0]?.isAlarming === true, 'the alarm')
    expect(intake.health()[0]).toMatchObject({
      state: expect.stringMatching(/failing|reading|connecting/) as string,
      lastPassAt: null,
    })
    server.refuseSearch = false
    await until(() => ledger.mails.length === 4, 'all four, later')
    expect(intake.health()[0]?.isAlarming).toBe(false)
  })

  it('says once that the password has expired, and knocks slowly until it is renewed', async () => {
    server.refuseSignIn = 'NO [EXPIRED] change it'
    const { ledger, intake, said } = read({ url: server.url, retryDelayMs: 1, refusedDelayMs: 150 })
    const begun = Date.now()
    await until(() => server.signIns() >= 4, 'the fourth try')
    expect(Date.now() - begun).toBeGreaterThan(200)
    expect(intake.health()[0]?.lastTrouble).toMatchObject({
      code: 'refused',
      words: expect.stringContaining('expired') as string,
    })
    expect(said).toEqual(['the IMAP server says that the password in IMAP_URL has expired; trying again'])
    server.refuseSignIn = null
    await until(() => ledger.mails.length === 4, 'the mails')
    expect(said.at(-1)).toBe('the mailbox is read again')
  })

  it('takes a server that is only busy for unreachable, not for a wrong password', async () => {
    server.refuseSignIn = 'NO [UNAVAILABLE] the directory is away'
    const { ledger, intake } = read({ url: server.url, retryDelayMs: 1, refusedDelayMs: 600_000 })
    await until(() => (intake.health()[0]?.lastTrouble ?? null) !== null, 'the trouble')
    expect(intake.health()[0]?.lastTrouble?.code).not.toBe('refused')
    server.refuseSignIn = null
    await until(() => ledger.mails.length === 4, 'the mails')
  })
})

describe('a line to Dovecot', { timeout: 60_000 }, () => {
  let dovecot: Dovecot
  let line: Line
  let url: string
  beforeAll(async () => {
    dovecot = await startDovecot()
    line = await startLine(dovecot.imapPort)
    url = dovecot.imapUrl.replace(String(dovecot.imapPort), String(line.port))
  })
  afterAll(async () => {
    await line.stop()
    await dovecot.stop()
  })

  it('that is cut in the middle of a mail loses none, doubles none and blames none', async () => {
    await dovecot.fill(
      Array.from({ length: 60 }, (_, n) => mail(`potong ${n}`, 'y'.repeat(70).concat('\r\n').repeat(300))),
    )
    line.cutAfter(500_000)
    const { ledger, intake } = read({ url })
    await until(() => ledger.mails.length === 60, 'all mails')
    expect(line.calls()).toBe(2)
    expect(ledger.subjects()).toEqual(Array.from({ length: 60 }, (_, n) => `potong ${n}`))
    expect(ledger.taken()).toBe(60)
    expect(ledger.quarantined).toEqual([])
    await until(() => intake.health()[0]?.state === 'waiting', 'rest')
  })

  it('that falls silent without a word is found and replaced', async () => {
    const { ledger, intake } = read({ url, pollIntervalMs: 300, silenceMs: 600 })
    await until(() => intake.health()[0]?.state === 'waiting', 'the first pass')
    const before = ledger.mails.length
    line.silence()
    await dovecot.deliver(mail('dalam kesunyian'))
    line.mend()
    await until(() => ledger.mails.length === before + 1, 'the mail over a new line', 30_000)
  })

  it('is waited for as long as it takes, with the alarm on, and off again after', async () => {
    const { ledger, intake, said } = read({ url, alarmMs: 300, pollIntervalMs: 100 })
    await until(() => intake.health()[0]?.state === 'waiting', 'the first pass')
    const before = ledger.mails.length
    expect(intake.health()[0]?.isAlarming).toBe(false)
    await dovecot.halt()
    await until(() => intake.health()[0]?.isAlarming === true, 'the alarm')
    expect(intake.health()[0]).toMatchObject({
      name: expect.stringMatching(/^konsultasi@example\.test@127\.0\.0\.1\/INBOX$/) as string,
      label: 'INBOX@127.0.0.1',
    })
    await dovecot.fill([mail('selama padam')])
    await dovecot.restart()
    await until(() => ledger.mails.length === before + 1, 'the mail')
    await until(() => intake.health()[0]?.isAlarming === false, 'the end of the alarm')
    expect(new Set(said).size).toBe(said.length)
  })

  it('reads on while somebody deletes', async () => {
    const { ledger, intake } = read({ url, pollIntervalMs: 50 })
    await until(() => intake.health()[0]?.state === 'waiting', 'the first pass')
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
    for (let n = 0; n < 20; n++) {
      await dovecot.fill([mail(`baca ${n}`)])
      await client.noop()
      if (n % 2) await client.messageDelete('1')
    }
    await client.logout()
    await until(() => ledger.subjects().includes('baca 19'), 'the last mail')
    expect(ledger.subjects().filter((subject) => subject.startsWith('baca'))).toHaveLength(20)
  })

  it('with a password that was changed is refused, then read again when the old one is back', async () => {
    await dovecot.setPassword('sudah-diganti')
    const { intake, ledger, said } = read({ url })
    await until(() => intake.health()[0]?.lastTrouble?.code === 'refused', 'the refusal')
    await dovecot.setPassword('rahasia')
    await until(() => intake.health()[0]?.state === 'waiting', 'a pass', 30_000)
    expect(ledger.mails.length).toBeGreaterThan(0)
    expect(said.filter((words) => words.includes('refuses the user or password'))).toHaveLength(1)
  })
})

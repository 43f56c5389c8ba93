/** What is done in the mailbox with mails once they are taken in, and several mailboxes beside each other. */
import { ImapFlow } from 'imapflow'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { parseImapAfter } from '../../../channels/email/imap/after.ts'
import type { ImapIntake } from '../../../channels/email/imap/intake.ts'
import { parseImapUrl } from '../../../channels/email/imap/url.ts'
import { startDovecot, type Dovecot } from '../../_dovecot.ts'
import { memoryLedger, until } from './_fakes.ts'
import { readMailbox } from './_mailbox.ts'

let dovecot: Dovecot
const running: ImapIntake[] = []
const read = (wanted: Parameters<typeof readMailbox>[0]) => {
  const reading = readMailbox(wanted)
  running.push(reading.intake)
  return reading
}
beforeAll(async () => {
  dovecot = await startDovecot({ quotaBytes: 60_000 })
})
afterAll(() => dovecot.stop())
afterEach(async () => {
  await Promise.all(running.splice(0).map((intake) => intake.stop()))
})

let count = 0
const mail = (subject: string, bytes = 10) =>
  `From: budi@example.org\r\nMessage-ID: <a${++count}@x.example>\r\nSubject: ${subject}\r\n\r\n${'z'.repeat(bytes)}\r\n`

/** What lies in a folder: subjects, with a star where it was read. */
async function look(url: string, folder = 'INBOX'): Promise<string[]> {
  const { host, port, user, password } = parseImapUrl(url)
  const client = new ImapFlow({
    host,
    port,
    secure: false,
    auth: { user, pass: password ?? '' },
    logger: false,
  })
  await client.connect()
  try {
    await client.mailboxOpen(folder, { readOnly: true })
    const mails = await client.fetchAll('1:*', { envelope: true, flags: true })
    return mails.map(({ envelope, flags }) => `${envelope?.subject}${flags?.has('\\Seen') ? '*' : ''}`)
  } catch {
    return []
  } finally {
    await client.logout()
  }
}

describe('after taking in', { timeout: 40_000 }, () => {
  it('marks mails as read when asked to, and only those the ledger has', async () => {
    const url = dovecot.urlOf('baca@example.test')
    await dovecot.deliver(mail('satu'), 'baca@example.test')
    await dovecot.deliver(mail('dua'), 'baca@example.test')
    const ledger = memoryLedger()
    ledger.failNext(1000)
    read({ url, ledger, after: { what: 'seen' } })
    await new Promise((done) => setTimeout(done, 500))
    expect(await look(url)).toEqual(['satu', 'dua'])
    ledger.failNext(0)
    await until(() => ledger.mails.length === 2, 'the mails')
    await expect.poll(() => look(url), { timeout: 10_000 }).toEqual(['satu*', 'dua*'])
  })

  it('moves them into a folder that it makes itself', async () => {
    const url = dovecot.urlOf('pindah@example.test')
    await dovecot.deliver(mail('satu'), 'pindah@example.test')
    const { ledger } = read({ url, after: { what: 'move', folder: 'Sudah' } })
    await until(() => ledger.mails.length === 1, 'the first')
    await dovecot.deliver(mail('dua'), 'pindah@example.test')
    await until(() => ledger.mails.length === 2, 'the second')
    await expect.poll(() => look(url, 'Sudah'), { timeout: 10_000 }).toEqual(['satu', 'dua'])
    expect(await look(url)).toEqual([])
  })

  it('reads a mailbox that is over its quota, and goes on where nothing can be moved', async () => {
    const url = dovecot.urlOf('penuh@example.test')
    for (let n = 0; n < 3; n++) await dovecot.deliver(mail(`surat ${n}`, 17_000), 'penuh@example.test')
    await expect(dovecot.deliver(mail('tidak muat', 17_000), 'penuh@example.test')).rejects.toThrow()
    const { ledger, intake } = read({ url, after: { what: 'move', folder: `${'x'.repeat(300)}/nowhere` } })
    await until(() => ledger.mails.length === 3, 'all that is there')
    await until(() => intake.health()[0]?.state === 'waiting', 'a pass to the end')
    expect(intake.health()[0]?.lastTrouble).toMatchObject({ code: 'marking' })
    expect(await look(url)).toHaveLength(3)
  })

  it.each(['keep', 'seen', 'move:Sudah dibaca'])('understands %s', (text) => {
    expect(parseImapAfter(text)).not.toBeNull()
  })
  it.each(['', 'delete', 'move:', 'move: '])('understands no "%s"', (text) => {
    expect(parseImapAfter(text)).toBeNull()
  })
})

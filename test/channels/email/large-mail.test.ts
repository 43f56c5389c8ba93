/** A mail of many pieces: fetched, decoded and handed between threads without a byte lost. */
import { hash, randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { ImapFlow } from 'imapflow'
import { fetchMails } from '../../../channels/email/imap/fetch.ts'
import type { ParsedAttachment } from '../../../channels/email/parsed-mail.ts'
import { parseMail } from '../../../channels/email/parse.ts'
import { createParser } from '../../../channels/email/parser.ts'
import { sharedBytes } from '../../../channels/email/shared-bytes.ts'
import { wholeFile } from '../../../channels/lib/file-content.ts'
import { startDovecot } from '../../_dovecot.ts'
import { until } from './_fakes.ts'
import { readMailbox } from './_mailbox.ts'

const scan = randomBytes(3_000_000)
const lines = (text: string, length: number) => text.replace(RegExp(`.{${length}}`, 'g'), '$&\r\n')
const mailWith = (encoded: string) =>
  Buffer.from(
    [
      'From: budi@example.org\r\nSubject: Rencana\r\nMIME-Version: 1.0',
      'Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nTerlampir.\r\n--b',
      'Content-Type: application/pdf; name=rencana.pdf\r\nContent-Transfer-Encoding: base64\r\n',
      `${encoded}\r\n--b--\r\n`,
    ].join('\r\n'),
  )
const base64 = scan.toString('base64')
/** Far within, where lines had been even until then. */
const changedWithin = (text: string, from: string, to: string) =>
  text.slice(0, 1_500_000) + text.slice(1_500_000).replace(from, to)
const bytesOf = (file?: ParsedAttachment) => wholeFile(file?.content ?? Buffer.alloc(0))

describe('a large file in a mail', { timeout: 60_000 }, () => {
  it.each([
    ['in lines of 76', lines(base64, 76)],
    ['in lines that end within a byte', lines(base64, 61)],
    ['in one line', base64],
    ['in lines that end in a line feed alone', lines(base64, 76).replaceAll('\r', '')],
    ['in lines that become uneven', changedWithin(lines(base64, 76), '\r\n', '\r\n\r\n')],
    ['with a remark in the place of a line end', changedWithin(lines(base64, 76), '\r\n', '-\n')],
    ['with remarks between', lines(base64, 76).replace('\r\n', '\r\n--!-- _ \r\n')],
    [
      'in blocks, each with its padding',
      [0, 1_000_000]
        .map((at) => lines(scan.subarray(at, at + 1_000_000).toString('base64'), 76))
        .join('\r\n'),
    ],
  ])('is decoded %s', async (_how, encoded) => {
    const expected = encoded.includes('==') ? scan.subarray(0, 2_000_000) : scan
    const { attachments } = await parseMail(mailWith(encoded))
    expect(attachments[0]?.size).toBe(expected.length)
    expect(bytesOf(attachments[0]).equals(expected)).toBe(true)
    expect(attachments[0]?.md5).toBe(hash('md5', expected))
    // Only what takes no time to decode is left for later.
    expect(attachments[0]?.content instanceof Buffer).toBe(expected !== scan)
  })

  it('comes back from a thread whole, whoever holds the mail', async () => {
    const raw = mailWith(lines(base64, 76))
    const shared = sharedBytes(raw.length)
    raw.copy(shared)
    const parser = createParser({})
    for (const mail of [raw, shared]) {
      const { text, attachments } = await parser.parse(mail)
      expect(text).toBe('Terlampir.')
      expect(bytesOf(attachments[0]).equals(scan)).toBe(true)
      // Where both threads see the mail, its file is not there beside it.
      expect(attachments[0]?.content instanceof Buffer).toBe(mail === raw)
    }
    expect(shared.equals(raw)).toBe(true)
    await parser.stop()
  })
})

describe('a large mail', { timeout: 60_000 }, () => {
  it('is taken in from Dovecot byte for byte, between small ones', async () => {
    const dovecot = await startDovecot()
    const raw = mailWith(lines(base64, 76))
    const small = (word: string) => `From: a@b.example\r\nSubject: ${word}\r\n\r\n${word}\r\n`
    await dovecot.fill([small('satu'), raw, small('dua')])
    const { intake, ledger } = readMailbox({ url: dovecot.imapUrl, maxMailBytes: 6_000_000 })
    await until(() => ledger.mails.length === 3, 'the three mails')
    await intake.stop()
    await dovecot.stop()
    expect(ledger.subjects()).toEqual(['satu', 'Rencana', 'dua'])
    expect(ledger.mails[1]?.raw.equals(raw)).toBe(true)
  })

  const raw = randomBytes(2_500_000)
  /** A server that answers with what `give` makes of the piece. */
  const server = (give: (start: number, length: number) => Buffer | undefined) =>
    ({
      fetchAll: async (_range: string, { source }: { source: { start: number; maxLength: number } }) => [
        { uid: 7, source: give(source.start, source.maxLength) },
      ],
      search: async () => [],
    }) as unknown as ImapFlow
  const piece = (start: number, length: number) => raw.subarray(start, start + length)
  const fetched = async (client: ImapFlow, size: number, maxBytes = 5_000_000) =>
    (await fetchMails(client, [{ uid: 7, size }], maxBytes)).mails.get(7)

  it.each([
    ['errs in its size upwards', 2_600_000, piece],
    ['errs in its size downwards', 2_000_000, piece],
    ['gives less than it is asked for', 2_500_000, (at: number, length: number) => piece(at, length - 1_000)],
    [
      'gives nothing behind the end',
      2_500_000,
      (at: number, length: number) => (at < raw.length ? piece(at, length) : undefined),
    ],
  ])('is whole although the server %s', async (_how, size, give) => {
    expect((await fetched(server(give), size))?.equals(raw)).toBe(true)
  })

  it('is cut at the limit', async () => {
    expect((await fetched(server(piece), 2_500_000, 2_000_000))?.equals(raw.subarray(0, 2_000_000))).toBe(
      true,
    )
  })

  it('that is taken away meanwhile is none', async () => {
    const gone = server((at, length) => (at < 1_000_000 ? piece(at, length) : undefined))
    expect(await fetched(gone, 2_500_000)).toBeUndefined()
  })
})

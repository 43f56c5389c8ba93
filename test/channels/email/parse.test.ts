import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { mailParser } from '../../../channels/email/index.ts'
import { parseMail } from '../../../channels/email/parse.ts'

const folder = new URL('../../fixtures/mail/', import.meta.url)
const raw = (name: string) => readFileSync(new URL(`${name}.eml`, folder))
const expected: Record<string, object> = JSON.parse(readFileSync(new URL('expected.json', folder), 'utf8'))
const names = readdirSync(folder)
  .filter((file) => file.endsWith('.eml'))
  .map((file) => file.replace('.eml', ''))

describe('the corpus of hard mails', { timeout: 20_000 }, () => {
  it('has an expectation for every mail', () => {
    expect(Object.keys(expected).sort()).toEqual(names.sort())
  })

  it.each(names)('understands %s', async (name) => {
    const begun = performance.now()
    const mail = await parseMail(raw(name))
    expect(performance.now() - begun).toBeLessThan(5_000)
    expect(mail).toMatchObject(expected[name] ?? {})
    expect(mail.reply + mail.quoted).toBe(mail.text)
    expect(JSON.stringify([mail.text, mail.html, mail.subject])).not.toContain('\\u0000')
    for (const { filename } of mail.attachments) expect(filename).toMatch(/^[^/\\\r\n\0]+$/)
  })
})

describe('what may be acknowledged', () => {
  const cases = readFileSync(new URL('acknowledge.jsonl', folder), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { header: string; mayAcknowledge: boolean })

  it.each(cases)('a mail with "$header": $mayAcknowledge', async ({ header, mayAcknowledge }) => {
    const messageId = /^message-id:/i.test(header) ? '' : 'Message-ID: <1@client.example>\n'
    const mail = `From: me@example.com\nTo: support@example.com\nSubject: new\n${messageId}${header ? `${header}\n` : ''}\nSome text\n`
    const parsed = await mailParser(['komunikasi@jakarta.go.id'])(Buffer.from(mail))
    expect(parsed.mayAcknowledge).toBe(mayAcknowledge)
  })

  it.each([
    ['26-00042.0b8f9a52-3c1d-4e6f-8a7b-1c2d3e4f5a6b@kantor-lama.example', false],
    ['26-00042@kantor-lama.example', true],
  ])('an id of the form this house makes, whatever its host: tanya.%s', async (id, mayAcknowledge) => {
    const mail = `From: me@example.com\nSubject: new\nMessage-ID: <tanya.${id}>\n\nSome text\n`
    expect(await mailParser([])(Buffer.from(mail))).toMatchObject({ mayAcknowledge })
  })

  it('never answers mail from the office itself', async () => {
    const mail = 'From: Kantor@Jakarta.go.id\nSubject: x\n\nx\n'
    for (const addresses of [['kantor@jakarta.go.id'], ['utama@jakarta.go.id', 'kantor@jakarta.go.id']])
      expect(await parseMail(Buffer.from(mail), { addresses })).toMatchObject({ mayAcknowledge: false })
  })
})

it('reads a mail that begins with a byte order mark', async () => {
  const mail = Buffer.from('\ufeffFrom: budi@example.org\nSubject: syarat\n\nApa saja?\n')
  expect(await parseMail(mail)).toMatchObject({
    from: { address: 'budi@example.org' },
    subject: 'syarat',
    text: 'Apa saja?',
  })
})

describe('hostile HTML', () => {
  it('loses everything that runs, loads or sends, and keeps the words', async () => {
    const { html, text } = await parseMail(raw('html-hostile'))
    expect(html).not.toMatch(/script|onclick|onerror|onload|iframe|form|style|base|svg|\ssrc=/i)
    expect(html).toContain('target="_blank" rel="noopener noreferrer nofollow"')
    expect(text).toContain('aman')
  })
})

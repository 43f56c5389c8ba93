import { afterEach, describe, expect, it } from 'vitest'
import { NotReadYet } from '../../../channels/email/deps.ts'
import { digestOf } from '../../../channels/email/digest.ts'
import { strippedText } from '../../../channels/email/quotes/html-strip.ts'
import { packMail } from '../../../channels/email/pack.ts'
import { wholeFile } from '../../../channels/lib/file-content.ts'
import { parseMail, readMail } from '../../../channels/email/parse.ts'
import { createParser, type Parser } from '../../../channels/email/parser.ts'

let parser: Parser
afterEach(() => parser.stop())

const htmlMail = (html: string) =>
  Buffer.from(`From: Budi <budi@example.org>\r\nSubject: Izin\r\nContent-Type: text/html\r\n\r\n${html}`)

/** Sanitising this takes minutes: every table stands in the one before. */
const bomb = (units: number) =>
  htmlMail(`<p>Selamat pagi, mohon info IPTM.</p>${'<table><tr><td>x\r\n'.repeat(units)}`)

/** The longest the event loop stood still meanwhile, in milliseconds. */
async function longestPauseDuring(work: Promise<unknown>): Promise<number> {
  let last = performance.now()
  let longest = 0
  const timer = setInterval(() => {
    longest = Math.max(longest, performance.now() - last)
    last = performance.now()
  }, 5)
  await work
  clearInterval(timer)
  return longest
}

describe('reading mails', { timeout: 60_000 }, () => {
  it('understands a mail in a thread as in place', async () => {
    parser = createParser({ addresses: ['kantor@jakarta.go.id'] }, { mostHtml: 0 })
    const raw = Buffer.from(
      [
        'From: Budi <budi@example.org>\r\nSubject: Izin\r\nMessage-ID: <1@x.example>\r\nMIME-Version: 1.0',
        'Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/html\r\n\r\n<p>Halo</p>',
        '--b\r\nContent-Type: text/plain; name=a.txt\r\nContent-Disposition: attachment\r\n\r\nisi\r\n--b--\r\n',
      ].join('\r\n'),
    )
    const [apart, ...others] = await Promise.all(Array.from({ length: 6 }, () => parser.parse(raw)))
    const inPlace = await parseMail(raw, { addresses: ['kantor@jakarta.go.id'] })
    expect(apart).toEqual({ ...inPlace, digest: digestOf(inPlace), packed: packMail(raw) })
    expect(apart?.attachments[0]?.content.toString()).toMatch(/^isi/)
    for (const other of others) expect(other).toEqual(apart)
    // With a few bytes there came no more than they are, though Node keeps short buffers together.
    const handedOver = [apart?.packed?.zstd, apart?.attachments[0]?.content] as Buffer[]
    for (const { buffer, length } of handedOver) expect(buffer.byteLength).toBe(length)
  })

  it('reads the mails behind one that ends their thread', async () => {
    parser = createParser({}, { mostHtml: 2_000_000, longestMs: 1_500 })
    const mails = [htmlMail('<p>satu</p>'), bomb(60_000), htmlMail('<p>dua</p>'), htmlMail('<p>tiga</p>')]
    const read = await Promise.all(mails.map((raw) => parser.parse(raw)))
    expect(read.map(({ text }) => text.slice(0, 13))).toEqual(['satu', 'Selamat pagi,', 'dua', 'tiga'])
  })

  it('gives each its own where many are handed over at once, among them large ones and one read apart', async () => {
    parser = createParser({})
    const scan = Buffer.alloc(300_000, 'x')
    const bodies = Array.from({ length: 50 }, (_, n) => (n === 20 ? `${n} <p>${'a'.repeat(40_000)}` : `${n}`))
    const mails = bodies.map((body, n) =>
      n % 15 === 3
        ? Buffer.from(
            `Subject: ${n}\r\nContent-Type: image/png; name=a.png\r\nContent-Transfer-Encoding: base64\r\n\r\n${scan.toString('base64')}`,
          )
        : Buffer.from(`Subject: ${n}\r\nContent-Type: text/html\r\n\r\n${body}`),
    )
    const read = await Promise.all(mails.map((raw) => parser.parse(raw)))
    expect(read.map(({ subject }) => subject)).toEqual(bodies.map((_, n) => String(n)))
    expect(read.map(({ packed }) => packed?.sha256)).toEqual(mails.map((raw) => packMail(raw).sha256))
    const files = read.flatMap(({ attachments }) => attachments.map(({ content }) => content))
    expect(files).toHaveLength(4)
    for (const file of files) expect(wholeFile(file).equals(scan)).toBe(true)
  })

  it('never stands still over a mail of a megabyte of unclosed tables, and has its words', async () => {
    parser = createParser({})
    const parsing = parser.parse(bomb(60_000))
    expect(await longestPauseDuring(parsing)).toBeLessThan(1_500)
    const mail = await parsing
    expect(mail).toMatchObject({ kind: 'message', subject: 'Izin', html: null })
    expect(mail.text).toMatch(/^Selamat pagi, mohon info IPTM\.\n+x/)
  })

  it.each([
    ['tags closed that were never opened', htmlMail('<div>'.repeat(15_000) + '</p>x'.repeat(100_000))],
    ['a date of brackets', Buffer.from(`From: a@b.example\r\nDate: ${'('.repeat(300_000)}\r\n\r\nx`)],
    ['more HTML than anybody writes', htmlMail('<p>x</p>'.repeat(270_000))],
  ])('is quick about %s', async (_what, raw) => {
    parser = createParser({})
    const begun = performance.now()
    expect((await parser.parse(raw)).text).toContain('x')
    expect(performance.now() - begun).toBeLessThan(8_000)
  })

  it('are read apart for their HTML, their text or their header, and not for their files', () => {
    const isReadAtOnce = (raw: string | Buffer) => readMail(Buffer.from(raw), {}, 'wholly', 1_000) !== null
    const withFile = (text: string) =>
      [
        'From: a@b.example\r\nContent-Type: multipart/mixed; boundary=b\r\n',
        `--b\r\nContent-Type: text/html\r\n\r\n${text}`,
        '--b\r\nContent-Type: image/png; name=a.png\r\nContent-Transfer-Encoding: base64\r\n',
        `${'QUJD'.repeat(500_000)}\r\n--b--\r\n`,
      ].join('\r\n')
    expect(isReadAtOnce(withFile('<p>Terlampir</p>'))).toBe(true)
    expect(isReadAtOnce(withFile('<p>Terlampir</p>'.repeat(100)))).toBe(false)
    expect(isReadAtOnce(`From: a@b.example\r\n\r\n${'kata '.repeat(700)}`)).toBe(true)
    expect(isReadAtOnce(`From: a@b.example\r\n\r\n${'kata '.repeat(900)}`)).toBe(false)
    expect(isReadAtOnce(`From: a@b.example\r\nSubject: ${'x '.repeat(2_100)}\r\n\r\nkata`)).toBe(false)
  })

  it('leaves the HTML out of a mail read coarsely, and keeps its words', async () => {
    parser = createParser({})
    expect(await parseMail(htmlMail('<p>Halo <b>Sari</b></p>'), {}, 'coarsely')).toMatchObject({
      text: 'Halo Sari',
      html: null,
    })
  })

  it('takes a mail whose reading is ended both times as it stands', async () => {
    parser = createParser({}, { mostHtml: 0, longestMs: 1 })
    const mail = await parser.parse(htmlMail('<p>Mohon info IPTM</p>'))
    expect(mail).toMatchObject({ subject: 'Izin', html: null, from: { address: 'budi@example.org' } })
    expect(mail.text).toContain('Mohon info IPTM')
  })

  it('lets nobody wait for ever when it is stopped', async () => {
    parser = createParser({}, { mostHtml: 0 })
    const mails = Array.from({ length: 5 }, () => parser.parse(htmlMail('<p>x</p>')))
    const ends = await Promise.all([Promise.allSettled(mails), parser.stop()])
    for (const end of ends[0]) {
      if (end.status === 'fulfilled') expect(end.value.text).toBe('x')
      else expect(end.reason).toBeInstanceOf(NotReadYet)
    }
    expect(ends[0].some(({ status }) => status === 'rejected')).toBe(true)
    await expect(parser.parse(htmlMail('<p>x</p>'))).rejects.toBeInstanceOf(NotReadYet)
  })
})

describe('the words of HTML that is too much', () => {
  it.each([
    ['<p>Satu<br>dua</p><ul><li>a<li>b</ul>', 'Satu\ndua\n\na\nb'],
    ['<script>if (a < b) x("</p>")</script><style>p > a {}</style>Halo', 'Halo'],
    ['a<!-- <b>bukan --> b <a href="x-y" title=z-->c</a>', 'a b c'],
    ['3 &lt; 4 &amp;&#38; &#x41;&nbsp;&bukan; a < b - c', '3 < 4 && A &bukan; a < b - c'],
    ['<td>Nama</td><td>Budi</td>', 'Nama Budi'],
  ])('%s is %s', (html, text) => expect(strippedText(html)).toBe(text))

  it('come in linear time', { timeout: 60_000 }, () => {
    for (const unit of ['<', '<a ', '<!--', '<script>', '&#65;', '- ', '<div>', '\n ', '</']) {
      const begun = performance.now()
      strippedText(unit.repeat(1_000_000))
      expect(performance.now() - begun, unit).toBeLessThan(8_000)
    }
  })
})

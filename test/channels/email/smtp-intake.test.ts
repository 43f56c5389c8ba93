import { readFileSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createTransport } from 'nodemailer'
import type { SendMailOptions } from 'nodemailer'
import { createSmtpIntake } from '../../../channels/email/smtp/intake.ts'
import type { SmtpIntake } from '../../../channels/email/smtp/intake.ts'
import type { SmtpIntakeConfig } from '../../../channels/email/smtp/intake.ts'
import { createSmtpRate } from '../../../channels/email/smtp/rate.ts'
import { silentLog, until } from './_fakes.ts'

const certificates = join(import.meta.dirname, '..', '..', 'fixtures', 'tls')
const tls = { certFile: join(certificates, 'localhost.crt'), keyFile: join(certificates, 'localhost.key') }
const address = 'kantor@jakarta.go.id'
const maxMailBytes = 5 * 1024 * 1024
let intake: SmtpIntake
let port: number
let kept: string[]
let fail: boolean
let failures: string[]

async function start(idleTimeoutMs: number, more: Partial<SmtpIntakeConfig> = {}) {
  failures = []
  intake = createSmtpIntake(
    { host: '127.0.0.1', port: 0, addresses: [address], maxMailBytes, idleTimeoutMs, ...more },
    {
      log: { ...silentLog, error: (_fields, message) => void failures.push(message) },
      async takeIn(raw) {
        if (fail) throw new Error('the disk is full')
        kept.push(raw.toString())
      },
    },
  )
  port = (await intake.start()).port
}

beforeEach(async () => {
  kept = []
  fail = false
  await start(20_000)
})
afterEach(() => intake.stop())

/** Sends a mail; resolves with the server's answer to it. */
async function send(mail: SendMailOptions): Promise<string> {
  const transport = createTransport({ host: '127.0.0.1', port, secure: false })
  try {
    return (
      await transport.sendMail({
        from: 'budi@example.org',
        to: address,
        subject: 'Halo',
        text: 'isi',
        ...mail,
      })
    ).response
  } catch (error) {
    return String((error as { response?: string }).response)
  } finally {
    transport.close()
  }
}

/** A bare client that waits for the greeting, then writes; `said` resolves with all that came back at the end. */
async function bare(text: string) {
  const socket = connect(port, '127.0.0.1')
  let heard = ''
  socket.on('data', (data) => (heard += data.toString()))
  socket.on('error', () => {})
  const said = new Promise<string>((resolve) => socket.once('close', () => resolve(heard)))
  await until(() => heard.startsWith('220'), 'the greeting')
  socket.write(text)
  return { socket, said, hears: (reply: string) => until(() => heard.includes(reply), `the reply ${reply}`) }
}

const upToData = (from: string) => `EHLO x\r\nMAIL FROM:<${from}>\r\nRCPT TO:<${address}>\r\nDATA\r\n`

describe('the embedded mail intake', { timeout: 20_000 }, () => {
  it('leaves lines for others when one address takes all it can get', async () => {
    const many = Array.from({ length: 55 }, () => {
      const socket = connect(port, '127.0.0.1').on('error', () => {})
      let heard = ''
      socket.on('data', (data) => (heard += data.toString()))
      return { socket, heard: () => heard }
    })
    await until(() => many.every(({ heard }) => heard().length > 0), 'a word to each')
    expect(many.filter(({ heard }) => heard().startsWith('220'))).toHaveLength(50)
    expect(many.filter(({ heard }) => heard().startsWith('421 4.7.0'))).toHaveLength(5)
    for (const { socket } of many) socket.destroy()
    await new Promise((done) => setTimeout(done, 200))
    expect(await send({})).toMatch(/^250 /)
  })

  it('hangs up on a client that never ends, however lively it is', async () => {
    await intake.stop()
    await start(20_000, { longestSessionMs: 700 })
    const { socket, said } = await bare(upToData('a@b.example'))
    const drip = setInterval(() => socket.write('x'), 50)
    expect(await said).toMatch(/421 4\.4\.2/)
    clearInterval(drip)
    expect(await send({})).toMatch(/^250 /)
  })

  // https://sec-consult.com/blog/detail/smtp-smuggling-spoofing-e-mails-worldwide/
  it.each(['\n.\n', '\n.\r\n', '\r\n.\n', '\r.\r', '\r\n.\r'])(
    'lets no second mail in behind an end of data that is none: %j',
    async (end) => {
      const { socket, hears } = await bare(upToData('a@b.example'))
      await hears('354')
      socket.write(
        `Subject: satu\r\n\r\nisi${end}${upToData('bos@jakarta.go.id')}Subject: dua\r\n\r\nisi\r\n.\r\n`,
      )
      await until(() => kept.length > 0, 'the mail')
      await new Promise((done) => setTimeout(done, 200))
      socket.destroy()
      expect(kept).toHaveLength(1)
      expect(kept[0]).toMatch(/Subject: dua/)
    },
  )

  it('calls a mail that broke off nobody’s fault', async () => {
    const { socket, hears } = await bare(upToData('a@b.example'))
    await hears('354')
    socket.write('Subject: putus\r\n')
    socket.destroy()
    await new Promise((done) => setTimeout(done, 300))
    expect(failures).toEqual([])
    fail = true
    expect(await send({})).toMatch(/^451 /)
    expect(failures).toHaveLength(1)
  })

  it('keeps a mail before it says yes', async () => {
    expect(await send({})).toMatch(/^250 /)
    expect(kept).toHaveLength(1)
    expect(kept[0]).toMatch(/^Return-Path: <budi@example.org>\r\n/)
  })

  it('serves its mailbox in any letter case and with a plus-address', async () => {
    expect(await send({ to: 'Kantor+26-00042@JAKARTA.go.id' })).toMatch(/^250 /)
  })

  it.each(['orang-lain@jakarta.go.id', 'kantor@example.org', 'kantor', 'kantor@jakarta.go.id.example.org'])(
    'refuses mail for %s',
    async (to) => {
      expect(await send({ envelope: { from: 'budi@example.org', to: [to] } })).toMatch(/^5\d\d /)
      expect(kept).toHaveLength(0)
    },
  )

  it('refuses a mail that says it is too large', async () => {
    expect(await send({ text: 'x'.repeat(30_000_000) })).toMatch(/^552 /)
  })

  it('refuses a mail that turns out too large', async () => {
    const client = await bare(upToData('a@b.example'))
    await client.hears('354')
    const line = `${'x'.repeat(76)}\r\n`.repeat(10_000)
    for (let i = 0; i < 39; i++) {
      if (!client.socket.write(line)) await new Promise((resolve) => client.socket.once('drain', resolve))
    }
    client.socket.write('\r\n.\r\nQUIT\r\n')
    expect(await client.said).toMatch(/^552 /m)
    expect(kept).toHaveLength(0)
  })

  it('asks the sender to try again when nothing could be kept', async () => {
    fail = true
    expect(await send({})).toMatch(/^451 /)
    fail = false
    expect(await send({})).toMatch(/^250 /)
  })

  it('takes a mail with no header at all, and a bounce with no sender', async () => {
    const client = await bare(upToData(''))
    await client.hears('354')
    client.socket.write('halo\r\n.\r\nQUIT\r\n')
    await client.said
    expect(kept).toEqual(['Return-Path: <>\r\nhalo\r\n'])
  })

  it('offers neither sign-in nor STARTTLS, and says its name', async () => {
    const client = await bare('EHLO x\r\nQUIT\r\n')
    const said = await client.said
    expect(said).toMatch(/^220 .*Tanya mail intake/)
    expect(said).not.toMatch(/AUTH|STARTTLS/)
    expect(said).toContain(`SIZE ${maxMailBytes}`)
  })

  it('counts the mails of an address, minute by minute, but not those of this machine', async () => {
    const isTooFast = createSmtpRate(2)
    expect(['192.0.2.1', '192.0.2.1', '192.0.2.1', '192.0.2.2'].map(isTooFast)).toEqual([
      false,
      false,
      true,
      false,
    ])
    expect(['2001:db8::1', '2001:db8::1', '2001:db8::1'].map(isTooFast)).toEqual([false, false, true])
    for (const own of ['127.0.0.1', '127.1.2.3', '::1', '::ffff:127.0.0.1']) {
      expect([own, own, own].map(isTooFast)).toEqual([false, false, false])
    }
    await intake.stop()
    await start(20_000, { mailsPerMinute: 1 })
    expect(await send({})).toMatch(/^250 /)
    expect(await send({})).toMatch(/^250 /)
  })

  it('outlives garbage, clients that break off and clients that hang', async () => {
    await intake.stop()
    await start(700)
    const garbage = await bare(`\0\xff\x16\x03\x01 GET / HTTP/1.1\r\n${'a'.repeat(100_000)}\r\n\r\n`)
    const breaking = await bare(upToData('a@b.example') + 'Subject: x\r\n')
    const hanging = await bare('EHLO x\r\n')
    await breaking.hears('354')
    breaking.socket.destroy()
    expect(await hanging.said).toMatch(/^421 /m)
    garbage.socket.destroy()
    expect(await send({})).toMatch(/^250 /)
    expect(kept).toHaveLength(1)
  })

  it('takes in many at once', async () => {
    const answers = await Promise.all(Array.from({ length: 40 }, () => send({})))
    expect(answers.filter((answer) => answer.startsWith('250'))).toHaveLength(40)
  })

  it('offers STARTTLS with a certificate, and takes mail with and without it', async () => {
    await intake.stop()
    await start(20_000, { tls })
    const client = await bare('EHLO x\r\nQUIT\r\n')
    expect(await client.said).toMatch(/^250.STARTTLS/m)
    const ca = readFileSync(tls.certFile)
    const transport = createTransport({ host: 'localhost', port, requireTLS: true, tls: { ca } })
    const sent = await transport.sendMail({ from: 'budi@example.org', to: address, text: 'rahasia' })
    transport.close()
    expect(sent.response).toMatch(/^250 /)
    const plain = await bare(upToData('budi@example.org'))
    await plain.hears('354')
    plain.socket.write('terbuka\r\n.\r\nQUIT\r\n')
    expect(await plain.said).toContain('250 Kept')
    expect(kept).toHaveLength(2)
  })

  it.each([
    [{ ...tls, keyFile: '/nowhere.key' }, 'SMTP_TLS_KEY names a file that cannot be read.'],
    [
      { ...tls, certFile: tls.keyFile },
      'SMTP_TLS_CERT and SMTP_TLS_KEY are not a certificate and its key (PEM).',
    ],
  ])('says in one sentence what is wrong with a certificate', async (wrong, sentence) => {
    await intake.stop()
    await expect(start(20_000, { tls: wrong })).rejects.toThrow(sentence)
    await start(20_000)
  })

  it('says in one sentence that its port is taken', async () => {
    const other = createServer()
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
    const taken = (other.address() as AddressInfo).port
    const second = createSmtpIntake(
      { host: '127.0.0.1', port: taken, addresses: [address], maxMailBytes },
      { log: silentLog, takeIn: async () => {} },
    )
    await expect(second.start()).rejects.toThrow(
      `127.0.0.1:${taken}: another program does already. Set SMTP_LISTEN`,
    )
    await new Promise((resolve) => other.close(resolve))
  })
})

describe('the embedded mail intake, by LMTP', { timeout: 20_000 }, () => {
  beforeEach(async () => {
    await intake.stop()
    await start(20_000, { protocol: 'lmtp' })
  })

  it('takes what Postfix hands on, many mails over few lines', async () => {
    const transport = createTransport({ host: '127.0.0.1', port, lmtp: true, pool: true, maxConnections: 3 })
    const mail = { from: 'budi@example.org', to: address, text: 'isi' }
    const sent = await Promise.all(Array.from({ length: 60 }, () => transport.sendMail(mail)))
    transport.close()
    expect(sent.every(({ accepted }) => accepted.length === 1)).toBe(true)
    expect(kept).toHaveLength(60)
  })

  it('answers for each recipient, with pipelined commands, and keeps the mail once', async () => {
    const client = await bare(
      [
        'LHLO x',
        'MAIL FROM:<budi@example.org>',
        `RCPT TO:<${address}>`,
        'RCPT TO:<orang-lain@jakarta.go.id>',
        'RCPT TO:<kantor+26-00042@jakarta.go.id>',
        'DATA\r\n',
      ].join('\r\n'),
    )
    await client.hears('354')
    client.socket.write('Subject: dua penerima\r\n\r\nhalo\r\n.\r\nQUIT\r\n')
    const said = await client.said
    expect(said.slice(0, said.indexOf('354')).match(/^550 5\.1\.1/gm)).toHaveLength(1)
    expect(said.slice(said.indexOf('354')).match(/^250 .*$/gm)).toHaveLength(2)
    expect(kept).toHaveLength(1)
  })

  it('answers commands that came together with one packet', async () => {
    const socket = connect(port, '127.0.0.1')
    const packets: string[] = []
    socket.on('data', (data) => packets.push(data.toString()))
    await until(() => packets.length === 1, 'the greeting')
    socket.write(`LHLO x\r\nMAIL FROM:<budi@example.org>\r\nRCPT TO:<${address}>\r\nDATA\r\n`)
    await until(() => packets.join('').includes('\n354'), 'the go-ahead')
    expect(packets.slice(1)).toEqual([
      expect.stringMatching(/^250[^]*^250 Accepted[^]*^250 Accepted[^]*^354 /m),
    ])
    socket.destroy()
  })

  it('asks for each recipient to try again when nothing could be kept', async () => {
    fail = true
    const client = await bare(
      `LHLO x\r\nMAIL FROM:<>\r\nRCPT TO:<${address}>\r\nRCPT TO:<kantor+1@jakarta.go.id>\r\nDATA\r\n`,
    )
    await client.hears('354')
    client.socket.write('halo\r\n.\r\nQUIT\r\n')
    expect((await client.said).match(/^451 4\.3\.0/gm)).toHaveLength(2)
  })

  it('is no SMTP, and says which setting to change when its port is taken', async () => {
    const client = await bare('EHLO x\r\nQUIT\r\n')
    expect(await client.said).toMatch(/^500 /m)
    const second = createSmtpIntake(
      { host: '127.0.0.1', port, protocol: 'lmtp', addresses: [address], maxMailBytes },
      { log: silentLog, takeIn: async () => {} },
    )
    await expect(second.start()).rejects.toThrow('Set LMTP_LISTEN')
  })
})

import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { databases } from '../_databases.ts'
import { ConfigError, loadConfig, readEnv } from '../../server/config.ts'
import { freePort, signIn, waitFor } from '../_office.ts'
import { sendMail, ticketAbout } from '../server/_cast.ts'
import { runToEnd, scratchDir, startServer, type Run, type Vars } from './_server.ts'

// A whole process takes its time on a busy machine.
vi.setConfig({ testTimeout: 90_000 })

let dir: ReturnType<typeof scratchDir>
beforeEach(() => void (dir = scratchDir()))
afterEach(() => dir.remove())

/** Ended by itself with one sentence for a person, and no stack. */
function expectSentence(run: Run, sentence: RegExp): void {
  expect({ code: run.code, signal: run.signal }).toEqual({ code: 1, signal: null })
  expect(run.err.trim()).toMatch(sentence)
  expect(run.err.trim().split('\n')).toHaveLength(1)
}

describe('a server that cannot start', () => {
  it('says which folder cannot be made, also where Node would try for ever', async () => {
    const run = await runToEnd(dir.path, { DATA_DIR: '/proc/tanya/data', SMTP_LISTEN: '' })
    expectSentence(run, /^DATA_DIR cannot be written: \/proc\/tanya\/data$/)
  })
})

describe('a second server', () => {
  it('on the same port says so, and does not forget the password it made up', async () => {
    const one = await startServer(dir.path, { DATA_DIR: join(dir.path, 'one') })
    const { port } = new URL(one.url)
    const vars = { HOST: '127.0.0.1', DATA_DIR: join(dir.path, 'two'), SMTP_LISTEN: '' }
    try {
      expectSentence(
        await runToEnd(dir.path, { ...vars, PORT: port }),
        new RegExp(`^Port ${port} is taken: .+\\.$`),
      )
      expect((await fetch(`${one.url}/healthz`)).status).toBe(200)
    } finally {
      await one.stop()
    }
    const two = await startServer(dir.path, { ...vars, ADMIN_EMAIL: '', ADMIN_PASSWORD: '' })
    try {
      const [, password = ''] = /Password {3}(\S+)/.exec(two.said()) ?? []
      expect((await signIn(two.url, 'admin@tanya.local', password)).csrfToken).toMatch(/./)
    } finally {
      await two.stop()
    }
  })

  it('on the same mail port says so', async () => {
    const one = await startServer(dir.path, { DATA_DIR: join(dir.path, 'one') })
    try {
      const vars = { PORT: String(await freePort()), DATA_DIR: join(dir.path, 'two') }
      const two = await runToEnd(dir.path, { ...vars, SMTP_LISTEN: `127.0.0.1:${one.smtpPort}` })
      expectSentence(two, /another program.+SMTP_LISTEN/)
    } finally {
      await one.stop()
    }
  })

  it.each(databases)('on the same database ($name) says so', async ({ create }) => {
    const database = await create()
    const one = await startServer(dir.path, { DATABASE_URL: database.url, DATA_DIR: join(dir.path, 'one') })
    try {
      const vars = { DATABASE_URL: database.url, DATA_DIR: join(dir.path, 'two') }
      const two = await runToEnd(dir.path, { ...vars, PORT: String(await freePort()), SMTP_LISTEN: '' })
      expectSentence(two, /^Another server is running on this database: .+\.$/)
      expect((await fetch(`${one.url}/readyz`)).status).toBe(200)
      await one.stop('SIGKILL')
      const three = await startServer(dir.path, vars)
      expect((await three.stop()).code).toBe(0)
    } finally {
      await one.stop('SIGKILL')
      await database.drop()
    }
  })
})

describe('a data folder', () => {
  it('is made for its owner alone, with all that comes into it', async () => {
    const dataDir = join(dir.path, 'data')
    const server = await startServer(dir.path, { DATA_DIR: dataDir })
    try {
      const sari = await server.signIn()
      await sendMail(server.smtpPort, {
        from: 'budi@example.org',
        subject: 'halo',
        text: 'syarat? '.repeat(20_000),
      })
      const ticket = await ticketAbout(sari, 'halo')
      await sari.reply(ticket.id, 'Syaratnya …')
      await waitFor(() => existsSync(join(dataDir, 'outgoing')), 'the answer')
    } finally {
      await server.stop()
    }
    const made = readdirSync(dataDir, { recursive: true, encoding: 'utf8' }).map((name) =>
      join(dataDir, name),
    )
    expect(made.length).toBeGreaterThan(4)
    for (const path of [dataDir, ...made]) {
      const stats = statSync(path)
      expect({ path, mode: (stats.mode & 0o777).toString(8) }).toEqual({
        path,
        mode: stats.isDirectory() ? '700' : '600',
      })
    }
  })
})

describe('a data folder that cannot be written', () => {
  it('because a file stands in its place', async () => {
    writeFileSync(join(dir.path, 'data'), 'not a folder')
    expectSentence(await runToEnd(dir.path, {}), /^DATA_DIR cannot be written: .+data$/)
    const below = { DATA_DIR: join(dir.path, 'data', 'below') }
    expectSentence(await runToEnd(dir.path, below), /^DATA_DIR cannot be written: .+below$/)
    expect(readFileSync(join(dir.path, 'data'), 'utf8')).toBe('not a folder')
  })

  it('because its disk is read-only', async () => {
    const data = join(dir.path, 'data')
    mkdirSync(data)
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'ro,size=1m', 'tmpfs', data])
    try {
      expectSentence(await runToEnd(dir.path, {}), /^DATA_DIR cannot be written: .+data$/)
    } finally {
      execFileSync('umount', [data])
    }
  })

  it('because what lies there is no database', async () => {
    mkdirSync(join(dir.path, 'data'))
    writeFileSync(join(dir.path, 'data', 'tanya.db'), 'x'.repeat(10_000))
    expectSentence(await runToEnd(dir.path, { SMTP_LISTEN: '' }), /not a database/)
    expect(readFileSync(join(dir.path, 'data', 'tanya.db'), 'utf8')).toBe('x'.repeat(10_000))
  })
})

describe('a configuration that cannot work', () => {
  const sid = `AC${'0'.repeat(32)}`

  it.each<[string, Vars, RegExp]>([
    [
      'a mailbox without an address',
      { IMAP_URL: 'imaps://u:p@h/INBOX' },
      /MAIL_ADDRESS is missing.*IMAP_URL/,
    ],
    ['a mail server without an address', { SMTP_URL: 'smtps://u:p@h' }, /MAIL_ADDRESS is missing.*SMTP_URL/],
    ['mail off and a mailbox', { MAIL_ADDRESS: '', IMAP_URL: 'imap://h' }, /MAIL_ADDRESS is missing/],
    ['an address that is none', { MAIL_ADDRESS: 'kantor' }, /MAIL_ADDRESS/],
    ['a mailbox by another protocol', { MAIL_ADDRESS: 'a@b.c', IMAP_URL: 'pop3://h' }, /IMAP_URL/],
    ['a mail server by another protocol', { MAIL_ADDRESS: 'a@b.c', SMTP_URL: 'http://h' }, /SMTP_URL/],
    ['an intake that is nowhere', { SMTP_LISTEN: 'here' }, /SMTP_LISTEN must be host:port/],
    [
      'Twilio without a token',
      { TWILIO_ACCOUNT_SID: sid, TWILIO_PHONE_NUMBER: '+62211' },
      /TWILIO_AUTH_TOKEN/,
    ],
    [
      'Twilio without an account',
      { TWILIO_AUTH_TOKEN: 't', TWILIO_PHONE_NUMBER: '+62211500' },
      /TWILIO_ACCOUNT_SID/,
    ],
    [
      'Twilio without a number',
      { TWILIO_ACCOUNT_SID: sid, TWILIO_AUTH_TOKEN: 't' },
      /TWILIO_PHONE_NUMBER or TWILIO_WHATSAPP_NUMBER/,
    ],
    ['a number not in E.164', { TWILIO_PHONE_NUMBER: '021500164' }, /TWILIO_PHONE_NUMBER.*E\.164/],
    ['TURN without a secret', { TURN_URL: 'turn:h' }, /TURN_SECRET is missing/],
    ['TURN without an address', { TURN_SECRET: 's' }, /TURN_URL is missing/],
    [
      'another database',
      { DATABASE_URL: 'mysql://h/d' },
      /DATABASE_URL must begin with sqlite: or postgres:\/\//,
    ],
    ['a database nowhere', { DATABASE_URL: 'sqlite:' }, /DATABASE_URL must name a file/],
    ['a database in memory', { DATABASE_URL: 'sqlite::memory:' }, /^DATABASE_URL must name a file: .+memory/],
    ['a Redis that is no address', { REDIS_URL: 'nope' }, /^REDIS_URL is not/],
    [
      'a Twilio elsewhere and nothing else',
      { TWILIO_API_URL: 'http://h' },
      /^Twilio is half.+TWILIO_ACCOUNT_SID/,
    ],
    [
      'an address with a path',
      { BASE_URL: 'https://kota.example/tanya' },
      /^BASE_URL must be scheme and host/,
    ],
    [
      'an address with a question',
      { BASE_URL: 'https://kota.example/?a' },
      /^BASE_URL must be scheme and host/,
    ],
    ['an address with a space', { BASE_URL: 'https://kota example' }, /^BASE_URL must be scheme and host/],
    ['a port beyond all ports', { PORT: '65536' }, /PORT/],
    ['a port that is text', { PORT: 'http' }, /PORT/],
    ['an address of no protocol', { BASE_URL: 'tanya.example' }, /BASE_URL must begin with http/],
    ['a time zone of nowhere', { TZ_OFFICE: 'Asia/Batavia2' }, /TZ_OFFICE/],
    ['a log level there is not', { LOG_LEVEL: 'loud' }, /LOG_LEVEL/],
    ['an admin without an address', { ADMIN_EMAIL: 'sari' }, /ADMIN_EMAIL/],
    [
      'a secret twice',
      { TURN_SECRET: 's', TURN_SECRET_FILE: '/dev/null' },
      /TURN_SECRET and TURN_SECRET_FILE/,
    ],
    ['a secret’s file that is not there', { TURN_SECRET_FILE: '/nonexistent' }, /TURN_SECRET_FILE/],
  ])('with %s is told in one sentence', (_what, vars, sentence) => {
    try {
      loadConfig(readEnv(vars, dir.path), dir.path)
    } catch (error) {
      expect(error).toBeInstanceOf(ConfigError)
      return expect((error as ConfigError).message).toMatch(sentence)
    }
    expect.unreachable('was taken')
  })

  it.each<[string, Vars, RegExp]>([
    [
      'half a Twilio',
      { TWILIO_ACCOUNT_SID: sid },
      /^Twilio is half configured: TWILIO_AUTH_TOKEN and .+ missing\.$/,
    ],
    [
      'a short password',
      { ADMIN_PASSWORD: 'x', SMTP_LISTEN: '' },
      /^A password has at least 8 characters\.$/,
    ],
    ['a host of another machine', { HOST: '192.0.2.1' }, /^Cannot listen on HOST 192\.0\.2\.1, .+\.$/],
    [
      'a database nobody serves',
      { DATABASE_URL: 'postgres://u@localhost:1/d' },
      /^PostgreSQL cannot .+DATABASE_URL.+\.$/,
    ],
  ])('with %s stops the start', async (_what, vars, sentence) => {
    expectSentence(await runToEnd(dir.path, { PORT: '0', ...vars }), sentence)
  })

  it('half in .env and half in the environment is whole, and a secret may be a file', async () => {
    const secret = join(dir.path, 'token')
    writeFileSync(secret, 'the-token\n')
    writeFileSync(
      join(dir.path, '.env'),
      `TWILIO_ACCOUNT_SID=${sid}\nTWILIO_AUTH_TOKEN_FILE=${secret}\nTZ_OFFICE="Asia/Jayapura"\nPORT=1\n`,
    )
    const server = await startServer(dir.path, { TWILIO_PHONE_NUMBER: '+622115001640' })
    expect(server.said()).not.toMatch(/Twilio is not configured/)
    const { code } = await server.stop()
    expect(code).toBe(0)
  })

  it('none at all is whole, and says what is off and who the admin is', async () => {
    const server = await startServer(dir.path, { ADMIN_EMAIL: '', ADMIN_PASSWORD: '' })
    expect(server.said()).toMatch(/No IMAP_URL/)
    expect(server.said()).toMatch(/No SMTP_URL/)
    expect(server.said()).toMatch(/Twilio is not configured/)
    expect(server.said()).toMatch(/Sign in as \S+@\S+\n\s+Password {3}\S{16}/)
    await server.stop()
    const again = await startServer(dir.path, { MAIL_ADDRESS: '', SIMULATOR: 'off' })
    expect(again.said()).toMatch(/E-mail is off/)
    expect(again.said()).toMatch(/SMS, WhatsApp and telephone are off/)
    expect(again.said()).not.toMatch(/Password/)
    await again.stop()
    rmSync(join(dir.path, 'data'), { recursive: true })
  })
})

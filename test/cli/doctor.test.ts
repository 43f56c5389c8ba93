import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { Env } from '../../server/config.ts'
import { freePort, openOffice } from '../_office.ts'
import { startSmtpSink } from '../_smtp-sink.ts'
import { dkimKey } from '../channels/email/_dns.ts'
import { tanya } from './_tanya.ts'

vi.setConfig({ testTimeout: 90_000 })

let cwd: string
beforeEach(() => void (cwd = mkdtempSync(join(tmpdir(), 'tanya-doctor-'))))
afterEach(() => rmSync(cwd, { recursive: true, force: true }))

it('finds nothing amiss before the first start, and makes nothing', async () => {
  const { code, out } = await tanya(['doctor'], { cwd })
  expect({ code, lines: out.trim().split('\n') }).toEqual({
    code: 0,
    lines: [
      'ok    configuration',
      'ok    data folder: not there yet; the first start makes it',
      'ok    database: not there yet; the first start makes it',
      'ok    answers',
    ],
  })
  expect(readdirSync(cwd)).toEqual([])
})

it('leaves an office as it is, running or stopped', async () => {
  const office = await openOffice()
  const running = await tanya(['doctor'], { cwd, vars: office.env })
  expect(running).toMatchObject({ code: 0, out: expect.stringMatching(/^ok {4}database$/m) })
  await office.stop()
  const add = ['agent', 'add', 'a@b.example', '--name', 'A', '--role', 'admin']
  await tanya(add, { cwd, vars: { DATA_DIR: cwd }, input: 'kopi-susu-malam' })
  expect(readdirSync(cwd)).toEqual(['tanya.db'])
  const stopped = await tanya(['doctor'], { cwd, vars: { DATA_DIR: cwd } })
  expect(stopped).toMatchObject({ code: 0, out: expect.stringMatching(/^ok {4}database$/m) })
  expect(readdirSync(cwd)).toEqual(['tanya.db'])
})

it('reaches what is configured, and says in a line what it cannot reach', async () => {
  const sink = await startSmtpSink()
  const nobody = `imap://127.0.0.1:${await freePort()}/INBOX`
  const vars = {
    MAIL_ADDRESS: 'a@b.example',
    SMTP_URL: sink.url,
    IMAP_URL: nobody,
    BASE_URL: 'https://b.example',
  }
  const { code, out } = await tanya(['doctor'], { cwd, vars })
  expect(code).toBe(1)
  expect(out).toMatch(/^ok {4}mail server \(SMTP_URL\)$/m)
  expect(out).toMatch(/^FAIL {2}mailbox \(IMAP_URL\): .*ECONNREFUSED.*$/m)
  expect(out).not.toMatch(/^warn/m)
  await sink.stop()
})

it('names settings that look like ours and are not, also when the configuration fails', async () => {
  writeFileSync(
    join(cwd, '.env'),
    [
      'MAIL_ADRESS=a@b.example',
      'SMTP_HOST=mail.example',
      'TWILIO_AUTHTOKEN_FILE=x',
      'EDITOR=vi',
      'PORT=http',
    ].join('\n'),
  )
  const { code, out } = await tanya(['doctor'], {
    cwd,
    vars: { HOME: cwd, DATADIR: cwd, HOSTNAME: 'kantor' },
  })
  expect({ code, lines: out.trim().split('\n').sort() }).toEqual({
    code: 1,
    lines: [
      'FAIL  configuration: PORT must be a port from 0 to 65535.',
      'warn  DATADIR is not a setting: is DATA_DIR meant?',
      'warn  MAIL_ADRESS is not a setting: is MAIL_ADDRESS meant?',
      'warn  SMTP_HOST is not a setting; .env.example lists them.',
      'warn  TWILIO_AUTHTOKEN_FILE is not a setting: is TWILIO_AUTH_TOKEN_FILE meant?',
    ],
  })
})

it('looks whether DNS publishes the key that signs', async () => {
  const { privateKey } = dkimKey('example.go.id')
  writeFileSync(join(cwd, 'key.pem'), privateKey)
  const vars = {
    MAIL_ADDRESS: 'a@b.example',
    DKIM_DOMAIN: 'nobody.invalid',
    DKIM_SELECTOR: 'k1',
    DKIM_KEY_FILE: join(cwd, 'key.pem'),
  }
  const { code, out } = await tanya(['doctor'], { cwd, vars })
  expect(code).toBe(1)
  // With DNS there is no such record; without it nobody answers.
  expect(out).toMatch(/^FAIL {2}DKIM record k1\._domainkey\.nobody\.invalid: (there is no TXT|DNS does not)/m)
  expect(out).toMatch(/^warn {2}DKIM_DOMAIN is nobody\.invalid, but mail leaves as a@b\.example: /m)
})

it.each<[string, Env, RegExp]>([
  [
    'the simulator on a public address',
    { BASE_URL: 'http://b.example' },
    /^warn {2}\/simulator\/ is open .+off\.$/m,
  ],
  [
    'a mail server beside a local address',
    { MAIL_ADDRESS: 'a@b.example', SMTP_URL: 'smtp://127.0.0.1:1' },
    /^warn {2}BASE_URL is http:\/\/localhost:3000, .+SMTP_URL is set\.$/m,
  ],
])('warns of %s', async (_what, vars, line) => {
  expect((await tanya(['doctor'], { cwd, vars })).out).toMatch(line)
})

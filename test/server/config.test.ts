import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { loadConfig, settingNames, type Env } from '../../server/config.ts'
import { noticesOf } from '../../server/notices.ts'

const twilio = {
  TWILIO_ACCOUNT_SID: `AC${'0'.repeat(32)}`,
  TWILIO_AUTH_TOKEN: 't',
  BASE_URL: 'https://a.example',
}

it('lists every setting in .env.example, and no other', () => {
  const example = readFileSync(join(import.meta.dirname, '..', '..', '.env.example'), 'utf8')
  const listed = [...example.matchAll(/^#([A-Z_]+)=/gm)].map((match) => match[1])
  expect(listed.sort()).toEqual([...settingNames].sort())
})

it('takes a public address with or without slashes at its end', () => {
  expect(configOf({ BASE_URL: 'https://tanya.example//' }).baseUrl).toBe('https://tanya.example')
  expect(configOf({ BASE_URL: 'http://[::1]:3000' }).baseUrl).toBe('http://[::1]:3000')
})

it.each<[string, Env, string[]]>([
  ['a mailbox', { IMAP_URL: 'imaps://h', MAIL_ADDRESS: 'a@b.c', SMTP_LISTEN: '' }, []],
  ['the intake', {}, ['No IMAP_URL: mail comes in by the embedded SMTP intake alone.']],
  ['neither', { SMTP_LISTEN: '' }, ['No mail comes in: IMAP_URL and SMTP_LISTEN are both empty.']],
])('says how mail comes in: by %s', (_how, env, said) => {
  expect(noticesOf(configOf(env), true).filter((notice) => /IMAP_URL/.test(notice))).toEqual(said)
})

it.each<[Env, string[]]>([
  [{ TWILIO_PHONE_NUMBER: '+622115001640' }, ['WhatsApp is off: TWILIO_WHATSAPP_NUMBER is empty.']],
  [{ TWILIO_WHATSAPP_NUMBER: '+622115001641' }, ['SMS and telephone are off: TWILIO_PHONE_NUMBER is empty.']],
  [{ TWILIO_PHONE_NUMBER: '+622115001640', TWILIO_WHATSAPP_NUMBER: '+622115001641' }, []],
])('says which of Twilio’s channels is off', (numbers, said) => {
  const notices = noticesOf(configOf({ ...twilio, ...numbers }), true)
  expect(notices.filter((notice) => /SMS|WhatsApp/.test(notice))).toEqual(said)
})

it('acknowledges new tickets unless told not to', () => {
  expect(configOf({}).acknowledge).toBe(true)
  expect(configOf({ ACKNOWLEDGE: 'off' }).acknowledge).toBe(false)
  expect(() => configOf({ ACKNOWLEDGE: 'no' })).toThrow('ACKNOWLEDGE must be on or off.')
})

it('takes one mailbox or several, also with a comma in a password', () => {
  const urlsOf = (IMAP_URL: string) => configOf({ IMAP_URL, MAIL_ADDRESS: 'a@b.c' }).email?.imap?.urls
  expect(urlsOf('imaps://u:a,b@h/INBOX')).toEqual(['imaps://u:a,b@h/INBOX'])
  expect(urlsOf('imaps://u:p@h/INBOX, imaps://v:p@h\n imap://w:p@h')).toEqual([
    'imaps://u:p@h/INBOX',
    'imaps://v:p@h',
    'imap://w:p@h',
  ])
})

const mailServer = { SMTP_URL: 'smtp://h', MAIL_ADDRESS: 'a@b.c' }

it('asks for plus-addresses by a mail of its own only where that can arrive', () => {
  const plusOf = (env: Env) => configOf(env).email?.plus
  expect(plusOf({ ...mailServer, IMAP_URL: 'imaps://u:p@h' })).toBe('probe')
  expect(plusOf({ ...mailServer, LMTP_LISTEN: '127.0.0.1:24' })).toBe('probe')
  expect(plusOf(mailServer)).toBe('off')
  expect(plusOf({ IMAP_URL: 'imaps://u:p@h', MAIL_ADDRESS: 'a@b.c' })).toBe('off')
  expect(plusOf({ MAIL_PLUS: 'on' })).toBe('on')
  expect(plusOf({ ...mailServer, IMAP_URL: 'imaps://u:p@h', MAIL_PLUS: 'off' })).toBe('off')
})

it.each<[Env, string]>([
  [{ DKIM_DOMAIN: 'b.c' }, 'DKIM is half configured: DKIM_SELECTOR and DKIM_KEY or DKIM_KEY_FILE missing.'],
  [{ DKIM_KEY: 'k', DKIM_SELECTOR: 's' }, 'DKIM is half configured: DKIM_DOMAIN missing.'],
  [
    { DKIM_DOMAIN: 'b.c', DKIM_SELECTOR: 's', DKIM_KEY: 'k' },
    'DKIM_KEY must be a private RSA key of 1024 bits or more, in PEM form.',
  ],
  [
    { DKIM_DOMAIN: 'b c', DKIM_SELECTOR: 's', DKIM_KEY: 'k' },
    'DKIM_DOMAIN must be a name as in DNS, e.g. example.go.id.',
  ],
  [{ MAIL_RATE: '0' }, 'MAIL_RATE must be a whole number from 1.'],
  [{ MAIL_PLUS: 'yes' }, 'MAIL_PLUS must be auto, on or off.'],
])('stops at settings of mail on its way out that cannot work: %j', (env, sentence) => {
  expect(() => configOf({ ...mailServer, ...env })).toThrow(sentence)
})

it.each<[Env, string]>([
  [{ IMAP_AFTER: 'delete' }, 'IMAP_AFTER must be keep, seen or move:FOLDER.'],
  [{ IMAP_ALARM_MINUTES: '0' }, 'IMAP_ALARM_MINUTES must be a number of minutes.'],
  [
    { IMAP_OAUTH_CLIENT_ID: 'x' },
    'OAuth for IMAP is half configured: IMAP_OAUTH_TOKEN_URL and IMAP_OAUTH_REFRESH_TOKEN missing.',
  ],
  [{ SMTP_TLS_CERT: 'a.crt' }, 'SMTP_TLS_KEY is missing: STARTTLS needs both certificate and key.'],
  [{ LMTP_LISTEN: 'somewhere' }, 'LMTP_LISTEN must be host:port, e.g. 127.0.0.1:2525.'],
])('refuses in one sentence: %j', (env, sentence) => {
  expect(() => configOf(env)).toThrow(sentence)
})

it.each<[Env, boolean]>([
  [{}, false],
  [{ IMAP_URL: 'imaps://h', MAIL_ADDRESS: 'a@b.c' }, true],
  [{ SMTP_LISTEN: '0.0.0.0:25' }, true],
  [{ SMTP_LISTEN: '10.1.2.3:25' }, false],
  [{ LMTP_LISTEN: '127.0.0.1:24' }, true],
  [{ SMTP_LISTEN: 'mail.example:25', MAIL_AUTH: 'off' }, false],
  [{ MAIL_AUTH: 'on' }, true],
])('looks into who sent a mail where strangers can bring one, unless told otherwise: %j', (env, isOn) => {
  expect(configOf(env).email?.authenticity !== null).toBe(isOn)
})

it('believes the findings of one mail server, by its name', () => {
  const env = { MAIL_AUTH: 'on', MAIL_TRUSTED_AUTH: 'mx.google.com' }
  expect(configOf(env).email?.authenticity).toEqual({ trustedHost: 'mx.google.com' })
  expect(() => configOf({ MAIL_TRUSTED_AUTH: 'a; b' })).toThrow('MAIL_TRUSTED_AUTH must be')
})

function configOf(env: Env) {
  return loadConfig(env, '/nowhere')
}

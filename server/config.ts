/** The only reader of the environment. Two steps: what is there, then what it means. */
import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseEnv } from 'node:util'
import {
  checkUrl,
  ConfigError,
  readAdminEmail,
  readBaseUrl,
  readCount,
  readListen,
  readLogLevel,
  readNumber,
  readPort,
  readSwitch,
  readTimeZone,
  type Listen,
} from './values.ts'

export { ConfigError }

export interface Config {
  host: string
  port: number
  /** Public address, no slash at the end. */
  baseUrl: string
  isBaseUrlSet: boolean
  databaseUrl: string
  redisUrl: string | null
  dataDir: string
  admin: { email: string | null; password: string | null }
  officeTimeZone: string
  email: { address: string; imapUrl: string | null; smtpUrl: string | null; smtpListen: Listen | null } | null
  /** For so long after it was closed, a mail opens a ticket again. */
  reopenMs: number
  /** Null: Twilio is not configured, and the built-in simulator plays it. */
  twilio: TwilioSettings | null
  simulator: boolean
  /** New tickets by e-mail get an automatic acknowledgement. */
  acknowledge: boolean
  turn: { url: string; secret: string } | null
  logLevel: string
  limits: { chatStartsPerMinute: number }
}

export interface TwilioSettings {
  accountSid: string
  authToken: string
  phoneNumber: string | null
  whatsappNumber: string | null
  apiUrl: string | null
}

export type Env = Record<string, string | undefined>

/** Every setting there is; each also as NAME_FILE. */
export const settingNames = [
  'HOST PORT BASE_URL DATABASE_URL REDIS_URL DATA_DIR ADMIN_EMAIL ADMIN_PASSWORD TZ_OFFICE',
  'MAIL_ADDRESS IMAP_URL SMTP_URL SMTP_LISTEN REOPEN_DAYS ACKNOWLEDGE',
  'TWILIO_ACCOUNT_SID TWILIO_AUTH_TOKEN TWILIO_PHONE_NUMBER TWILIO_WHATSAPP_NUMBER TWILIO_API_URL SIMULATOR',
  'TURN_URL TURN_SECRET LOG_LEVEL CHAT_STARTS_PER_MINUTE',
].flatMap((line) => line.split(' '))

const dayMs = 24 * 3600_000
const defaultMailAddress = 'komunikasiinformasi.dpmptsp@jakarta.go.id'

/** Collects our variables: from `.env` in `dir`, then from `env`, which wins; `NAME_FILE` names a file with the value. */
export function readEnv(env: Env, dir: string): Env {
  const file = join(dir, '.env')
  const all: Env = { ...(existsSync(file) ? parseEnv(readFileSync(file, 'utf8')) : {}), ...env }
  const found: Env = {}
  for (const name of settingNames) {
    const path = all[`${name}_FILE`]
    if (path) {
      if (all[name]) throw new ConfigError(`${name} and ${name}_FILE are both set: keep one.`)
      try {
        found[name] = readFileSync(path, 'utf8').trim()
      } catch (cause) {
        throw new ConfigError(`${name}_FILE names a file that cannot be read.`, { cause })
      }
    } else if (all[name] !== undefined) found[name] = all[name].trim()
  }
  return found
}

/** Gives defaults, checks, and shapes. Relative paths are taken from `dir`. */
export function loadConfig(env: Env, dir: string): Config {
  const port = readPort(env.PORT || '3000', 'PORT')
  const baseUrl = readBaseUrl(env.BASE_URL || `http://localhost:${port}`)
  const dataDir = resolve(dir, env.DATA_DIR || './data')
  const twilio = readTwilio(env)
  return {
    host: env.HOST || '0.0.0.0',
    port,
    baseUrl,
    isBaseUrlSet: Boolean(env.BASE_URL),
    databaseUrl: readDatabaseUrl(env.DATABASE_URL, dataDir, dir),
    redisUrl: checkUrl(env.REDIS_URL || null, 'REDIS_URL', /^rediss?:$/),
    dataDir,
    admin: { email: readAdminEmail(env.ADMIN_EMAIL), password: env.ADMIN_PASSWORD || null },
    officeTimeZone: readTimeZone(env.TZ_OFFICE || 'Asia/Jakarta'),
    email: readEmail(env),
    reopenMs: readCount(env.REOPEN_DAYS || '14', 'REOPEN_DAYS', 0) * dayMs,
    twilio,
    // The simulator lets anybody write as any number, so by default it plays only where nothing real is at stake.
    simulator: readSwitch(env.SIMULATOR, 'SIMULATOR', twilio === null && !baseUrl.startsWith('https://')),
    acknowledge: readSwitch(env.ACKNOWLEDGE, 'ACKNOWLEDGE', true),
    turn: readTurn(env),
    logLevel: readLogLevel(env.LOG_LEVEL || 'info'),
    limits: { chatStartsPerMinute: readCount(env.CHAT_STARTS_PER_MINUTE || '600', 'CHAT_STARTS_PER_MINUTE') },
  }
}

function readDatabaseUrl(value: string | undefined, dataDir: string, dir: string): string {
  if (!value) return `sqlite:${join(dataDir, 'tanya.db')}`
  if (value.startsWith('sqlite:')) {
    const path = value.slice('sqlite:'.length).replace(/^\/\/(?=\/)/, '')
    if (path === '')
      throw new ConfigError('DATABASE_URL must name a file after sqlite:, e.g. sqlite:./data/tanya.db.')
    if (path.includes(':memory:'))
      throw new ConfigError('DATABASE_URL must name a file: what is kept in memory alone is lost at the end.')
    return `sqlite:${resolve(dir, path)}`
  }
  if (/^postgres(ql)?:\/\//.test(value)) return value
  throw new ConfigError('DATABASE_URL must begin with sqlite: or postgres://.')
}

function readEmail(env: Env): Config['email'] {
  const address = env.MAIL_ADDRESS ?? defaultMailAddress
  const imapUrl = checkUrl(env.IMAP_URL || null, 'IMAP_URL', /^imaps?:$/)
  const smtpUrl = checkUrl(env.SMTP_URL || null, 'SMTP_URL', /^smtps?:$/)
  const smtpListen = readListen(env.SMTP_LISTEN ?? '127.0.0.1:2525')
  if (address === '') {
    if (imapUrl || smtpUrl)
      throw new ConfigError('MAIL_ADDRESS is missing: IMAP_URL or SMTP_URL needs the mailbox’s address.')
    return null
  }
  if (!/^[^\s@<>]+@[^\s@<>]+$/.test(address)) throw new ConfigError('MAIL_ADDRESS is not a mail address.')
  if (imapUrl && !env.MAIL_ADDRESS) {
    throw new ConfigError('MAIL_ADDRESS is missing: IMAP_URL is set, but not whose mailbox it is.')
  }
  if (smtpUrl && !env.MAIL_ADDRESS) {
    throw new ConfigError('MAIL_ADDRESS is missing: SMTP_URL is set, but not from which address to write.')
  }
  return { address: address.toLowerCase(), imapUrl, smtpUrl, smtpListen }
}

function readTwilio(env: Env): TwilioSettings | null {
  const accountSid = env.TWILIO_ACCOUNT_SID
  const authToken = env.TWILIO_AUTH_TOKEN
  const phoneNumber = readNumber(env.TWILIO_PHONE_NUMBER, 'TWILIO_PHONE_NUMBER')
  const whatsappNumber = readNumber(env.TWILIO_WHATSAPP_NUMBER, 'TWILIO_WHATSAPP_NUMBER')
  const apiUrl = checkUrl(env.TWILIO_API_URL?.replace(/\/+$/, '') || null, 'TWILIO_API_URL', /^https?:$/)
  if (!accountSid && !authToken && !phoneNumber && !whatsappNumber && !apiUrl) return null
  const missing = [
    accountSid ? null : 'TWILIO_ACCOUNT_SID',
    authToken ? null : 'TWILIO_AUTH_TOKEN',
    phoneNumber || whatsappNumber ? null : 'TWILIO_PHONE_NUMBER or TWILIO_WHATSAPP_NUMBER',
  ].filter(Boolean)
  if (!accountSid || !authToken || missing.length > 0) {
    throw new ConfigError(`Twilio is half configured: ${missing.join(' and ')} missing.`)
  }
  return { accountSid, authToken, phoneNumber, whatsappNumber, apiUrl }
}

function readTurn(env: Env): Config['turn'] {
  if (!env.TURN_URL && !env.TURN_SECRET) return null
  if (!env.TURN_URL) throw new ConfigError('TURN_URL is missing: TURN_SECRET is set without it.')
  if (!env.TURN_SECRET) throw new ConfigError('TURN_SECRET is missing: TURN_URL is set without it.')
  return { url: env.TURN_URL, secret: env.TURN_SECRET }
}

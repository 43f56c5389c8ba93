/** The only reader of the environment. Two steps: what is there, then what it means. */
import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseEnv } from 'node:util'
import { readMailSettings, type MailSettings } from './settings/mail.ts'
import { readTwilio, type TwilioSettings } from './settings/twilio.ts'
import {
  checkUrl,
  ConfigError,
  readAdminEmail,
  readBaseUrl,
  readCount,
  readMinutes,
  readLogLevel,
  readPort,
  readSwitch,
  readTimeZone,
  type Env,
} from './settings/values.ts'
import { readWidgetSettings, type WidgetSettings } from './settings/widget.ts'

export { ConfigError, type Env }

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
  email: MailSettings | null
  /** For so long after it was closed, a mail opens a ticket again. */
  reopenMs: number
  /** Null: Twilio is not configured, and the built-in simulator plays it. */
  twilio: TwilioSettings | null
  simulator: boolean
  /** New tickets by e-mail get an automatic acknowledgement. */
  acknowledge: boolean
  /** For so long an answer that the console sends can be undone; 0: never. */
  undoMs: number
  /** Whoever waits in a chat is shown the library's answer when it is sure. */
  chatAnswers: boolean
  /** An answer that was not read in the chat for so long goes to the address that was given. */
  chatAwayMs: number
  /** For so long after its end a chat can be taken up again. */
  chatReturnMs: number
  turn: { url: string; secret: string } | null
  widget: WidgetSettings
  /** Null: files are not looked at. */
  clamd: { host: string; port: number } | null
  logLevel: string
  limits: {
    /** Of one address. */
    chatStartsPerMinute: number
    /** Of all together; beyond it each new chat takes its browser some work. */
    chatFloodStartsPerMinute: number
  }
}

/** Every setting there is; each also as NAME_FILE. */
export const settingNames = [
  'HOST PORT BASE_URL DATABASE_URL REDIS_URL DATA_DIR ADMIN_EMAIL ADMIN_PASSWORD TZ_OFFICE',
  'MAIL_ADDRESS MAIL_ALIASES IMAP_URL IMAP_AFTER IMAP_SENT IMAP_ALARM_MINUTES SMTP_URL REOPEN_DAYS ACKNOWLEDGE UNDO_SECONDS',
  'IMAP_OAUTH_TOKEN_URL IMAP_OAUTH_CLIENT_ID IMAP_OAUTH_CLIENT_SECRET IMAP_OAUTH_REFRESH_TOKEN',
  'SMTP_LISTEN LMTP_LISTEN SMTP_TLS_CERT SMTP_TLS_KEY SMTP_MAILS_PER_MINUTE MAIL_AUTH MAIL_TRUSTED_AUTH',
  'MAIL_RATE MAIL_PLUS DKIM_DOMAIN DKIM_SELECTOR DKIM_KEY',
  'TWILIO_ACCOUNT_SID TWILIO_AUTH_TOKEN TWILIO_PHONE_NUMBER TWILIO_WHATSAPP_NUMBER TWILIO_API_URL SIMULATOR',
  'WIDGET_SECRET WIDGET_PUBLIC_KEY WIDGET_AUDIENCE WIDGET_ISSUER WIDGET_ORIGINS CLAMD_URL',
  'TWILIO_API_KEY_SID TWILIO_API_KEY_SECRET TWILIO_MESSAGING_SERVICE_SID',
  'TURN_URL TURN_SECRET LOG_LEVEL CHAT_STARTS_PER_MINUTE CHAT_ANSWERS CHAT_AWAY_MINUTES CHAT_RETURN_HOURS CHAT_FLOOD_STARTS_PER_MINUTE',
].flatMap((line) => line.split(' '))

const dayMs = 24 * 3600_000

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
    email: readMailSettings(env, dir),
    reopenMs: readCount(env.REOPEN_DAYS || '14', 'REOPEN_DAYS', 0) * dayMs,
    twilio,
    // With the simulator anybody can write from any number, so by default it plays only where nothing real is at stake.
    simulator: readSwitch(env.SIMULATOR, 'SIMULATOR', twilio === null && !baseUrl.startsWith('https://')),
    acknowledge: readSwitch(env.ACKNOWLEDGE, 'ACKNOWLEDGE', true),
    undoMs: readCount(env.UNDO_SECONDS || '10', 'UNDO_SECONDS', 0) * 1000,
    chatAnswers: readSwitch(env.CHAT_ANSWERS, 'CHAT_ANSWERS', true),
    chatAwayMs: readMinutes(env.CHAT_AWAY_MINUTES || '5', 'CHAT_AWAY_MINUTES') * 60_000,
    chatReturnMs: readCount(env.CHAT_RETURN_HOURS || '24', 'CHAT_RETURN_HOURS', 0) * 3600_000,
    turn: readTurn(env),
    widget: readWidgetSettings(env),
    clamd: readClamd(env.CLAMD_URL),
    logLevel: readLogLevel(env.LOG_LEVEL || 'info'),
    limits: readLimits(env),
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

function readTurn(env: Env): Config['turn'] {
  if (!env.TURN_URL && !env.TURN_SECRET) return null
  if (!env.TURN_URL) throw new ConfigError('TURN_URL is missing: TURN_SECRET is set without it.')
  if (!env.TURN_SECRET) throw new ConfigError('TURN_SECRET is missing: TURN_URL is set without it.')
  return { url: env.TURN_URL, secret: env.TURN_SECRET }
}

function readLimits(env: Env): Config['limits'] {
  const [one, all] = ['CHAT_STARTS_PER_MINUTE', 'CHAT_FLOOD_STARTS_PER_MINUTE'] as const
  const chatStartsPerMinute = readCount(env[one] || '600', one)
  return {
    chatStartsPerMinute,
    chatFloodStartsPerMinute: env[all] ? readCount(env[all], all) : chatStartsPerMinute,
  }
}

function readClamd(value: string | undefined): Config['clamd'] {
  const url = checkUrl(value || null, 'CLAMD_URL', /^tcp:$/)
  if (url === null) return null
  const { hostname, port } = new URL(url)
  return { host: hostname, port: readPort(port || '3310', 'CLAMD_URL') }
}

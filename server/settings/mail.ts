/** The settings of e-mail: which mailboxes are read, where mail is taken in, where answers leave. */
import { resolve } from 'node:path'
import { parseImapAfter } from '../../channels/email/imap/after.ts'
import type { IntakeConfig, MailboxesConfig } from '../../channels/email/index.ts'
import { isPublicAddress } from '../../channels/email/authenticity/public-address.ts'
import { readOutgoing, type OutgoingMailSettings } from './outgoing-mail.ts'
import { checkUrl, ConfigError, readCount, readListen, readMinutes, readSwitch, type Env } from './values.ts'

export interface MailSettings extends OutgoingMailSettings {
  /** The counselling mailbox, in small letters. */
  address: string
  /** All that are the office's: the mailbox's, its aliases, and the users of what is read. Small letters. */
  ownAddresses: string[]
  imap: MailboxesConfig | null
  intake: IntakeConfig
  /** Null: who sent a mail is not looked into. `trustedHost` names the mail server whose findings are believed. */
  authenticity: { trustedHost: string | null } | null
}

const defaultMailAddress = 'komunikasiinformasi.dpmptsp@jakarta.go.id'
const minuteMs = 60_000

/** Null: e-mail is off. Throws one sentence for what cannot work; relative paths are taken from `dir`. */
export function readMailSettings(env: Env, dir: string): MailSettings | null {
  const address = env['MAIL_ADDRESS'] ?? defaultMailAddress
  const imap = readImap(env)
  const intake = readIntake(env, dir)
  const isReached =
    imap !== null ||
    intake.lmtpListen !== null ||
    (intake.smtpListen !== null && isPublicAddress(intake.smtpListen.host))
  const outgoing = readOutgoing(env, isReached)
  const { smtpUrl } = outgoing
  if (address === '') {
    if (imap || smtpUrl)
      throw new ConfigError('MAIL_ADDRESS is missing: IMAP_URL or SMTP_URL needs the mailbox’s address.')
    return null
  }
  if (!/^[^\s@<>]+@[^\s@<>]+$/.test(address)) throw new ConfigError('MAIL_ADDRESS is not a mail address.')
  if (imap && !env['MAIL_ADDRESS']) {
    throw new ConfigError('MAIL_ADDRESS is missing: IMAP_URL is set, but not whose mailbox it is.')
  }
  if (smtpUrl && !env['MAIL_ADDRESS']) {
    throw new ConfigError('MAIL_ADDRESS is missing: SMTP_URL is set, but not from which address to write.')
  }
  return {
    ...{ address: address.toLowerCase(), ownAddresses: readOwnAddresses(env, address, imap), imap, intake },
    ...outgoing,
    authenticity: readAuthenticity(env, isReached),
  }
}

function readOwnAddresses(env: Env, address: string, imap: MailboxesConfig | null): string[] {
  const aliases = (env['MAIL_ALIASES'] ?? '').split(/[\s,]+/).filter((alias) => alias !== '')
  if (!aliases.every((alias) => /^[^\s@<>]+@[^\s@<>]+$/.test(alias)))
    throw new ConfigError('MAIL_ALIASES must be mail addresses, separated by commas.')
  const users = (imap?.urls ?? []).map((url) => decodeURIComponent(new URL(url).username))
  const all = [address, ...aliases, ...users.filter((user) => user.includes('@'))]
  return [...new Set(all.map((one) => one.toLowerCase()))]
}

/** Where only programs of our own bring mail there is nobody to be taken in by, and perhaps no DNS. */
function readAuthenticity(env: Env, isReached: boolean): MailSettings['authenticity'] {
  const trustedHost = env['MAIL_TRUSTED_AUTH'] || null
  if (trustedHost && !/^[\w.-]+$/.test(trustedHost))
    throw new ConfigError('MAIL_TRUSTED_AUTH must be one host’s name, e.g. mx.example.go.id.')
  return readSwitch(env['MAIL_AUTH'], 'MAIL_AUTH', isReached) ? { trustedHost } : null
}

function readImap(env: Env): MailboxesConfig | null {
  // A comma may also stand in a password; what begins a new mailbox is its scheme.
  const urls = (env['IMAP_URL'] ?? '').split(/[\s,]+(?=imaps?:\/\/)/).filter((url) => url !== '')
  for (const url of urls) checkUrl(url, 'IMAP_URL', /^imaps?:$/)
  const after = parseImapAfter(env['IMAP_AFTER'] || 'keep')
  if (!after) throw new ConfigError('IMAP_AFTER must be keep, seen or move:FOLDER.')
  const alarmMs = readMinutes(env['IMAP_ALARM_MINUTES'] || '10', 'IMAP_ALARM_MINUTES') * minuteMs
  const oauth = readOauth(env)
  return urls.length > 0 ? { urls, after, alarmMs, oauth, sentFolder: env['IMAP_SENT'] || null } : null
}

function readOauth(env: Env): MailboxesConfig['oauth'] {
  const tokenUrl = checkUrl(env['IMAP_OAUTH_TOKEN_URL'] || null, 'IMAP_OAUTH_TOKEN_URL', /^https?:$/)
  const clientId = env['IMAP_OAUTH_CLIENT_ID']
  const clientSecret = env['IMAP_OAUTH_CLIENT_SECRET'] || null
  const refreshToken = env['IMAP_OAUTH_REFRESH_TOKEN']
  if (!tokenUrl && !clientId && !clientSecret && !refreshToken) return null
  const missing = [
    tokenUrl ? null : 'IMAP_OAUTH_TOKEN_URL',
    clientId ? null : 'IMAP_OAUTH_CLIENT_ID',
    refreshToken ? null : 'IMAP_OAUTH_REFRESH_TOKEN',
  ].filter(Boolean)
  if (!tokenUrl || !clientId || !refreshToken) {
    throw new ConfigError(`OAuth for IMAP is half configured: ${missing.join(' and ')} missing.`)
  }
  return { tokenUrl, clientId, clientSecret, refreshToken }
}

function readIntake(env: Env, dir: string): IntakeConfig {
  const certFile = env['SMTP_TLS_CERT']
  const keyFile = env['SMTP_TLS_KEY']
  if (Boolean(certFile) !== Boolean(keyFile)) {
    throw new ConfigError(
      `${certFile ? 'SMTP_TLS_KEY' : 'SMTP_TLS_CERT'} is missing: STARTTLS needs both certificate and key.`,
    )
  }
  return {
    smtpListen: readListen(env['SMTP_LISTEN'] ?? '127.0.0.1:2525', 'SMTP_LISTEN'),
    lmtpListen: readListen(env['LMTP_LISTEN'] ?? '', 'LMTP_LISTEN'),
    tls: certFile && keyFile ? { certFile: resolve(dir, certFile), keyFile: resolve(dir, keyFile) } : null,
    mailsPerMinute: readCount(env['SMTP_MAILS_PER_MINUTE'] || '120', 'SMTP_MAILS_PER_MINUTE'),
  }
}

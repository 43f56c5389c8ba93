import type { EmailDeps } from '../deps.ts'
import type { ImapAfterSetting } from './after.ts'
import type { MailboxHealth } from './health.ts'
import { createImapIntake } from './intake.ts'
import { mailboxName, parseImapUrl, type ImapAccount } from './url.ts'
import { createOauth, type OauthConfig } from './oauth.ts'
import type { ParsedMail } from '../parsed-mail.ts'
import { takeInOrder } from './take-in-order.ts'

export interface MailboxesConfig {
  /** `imaps://user:pass@host:993/INBOX`, one or several. */
  urls: string[]
  /** For those without a password. */
  oauth: OauthConfig | null
  after: ImapAfterSetting
  sentFolder: string | null
  alarmMs: number
}

export interface Mailboxes {
  start(): void
  stop(): Promise<void>
  health(): MailboxHealth[]
}

/** Every mailbox that is read, each with its own line, cursor and heartbeat. Throws one sentence on settings that cannot work. */
export function createMailboxes(
  config: MailboxesConfig & { maxMailBytes: number },
  { log, ledger, mailboxes, cursors, secrets }: EmailDeps,
  { parse, parseSent }: Record<'parse' | 'parseSent', (raw: Buffer) => Promise<ParsedMail>>,
): Mailboxes {
  const accounts = readAccounts(config)
  const oauth = config.oauth ? createOauth(config.oauth, secrets) : null
  const labels = labelsOf(accounts)
  const withSent = new Set<string>()
  const intakes = accounts.map((account, index) => {
    // Two folders of one account have one folder of sent mails.
    const owner = mailboxName({ ...account, folder: '' })
    const sentFolder = withSent.has(owner) ? null : config.sentFolder
    withSent.add(owner)
    return createImapIntake(
      {
        account,
        label: labels[index] ?? account.host,
        maxMailBytes: config.maxMailBytes,
        after: config.after,
        alarmMs: config.alarmMs,
        sentFolder,
      },
      {
        log,
        cursors,
        ledger: mailboxes,
        takeIn: takeInOrder(ledger.takeIn, parse),
        takeInSent: takeInOrder(mailboxes.takeInSent, parseSent),
        oauth: account.password === null ? oauth : null,
      },
    )
  })
  return {
    start: () => intakes.forEach((intake) => intake.start()),
    stop: async () => void (await Promise.all(intakes.map((intake) => intake.stop()))),
    health: () => intakes.flatMap((intake) => intake.health()),
  }
}

export function readAccounts({
  urls,
  oauth,
  after,
  sentFolder,
}: Omit<MailboxesConfig, 'alarmMs'>): ImapAccount[] {
  const accounts = urls.map(parseImapUrl)
  const names = accounts.map(mailboxName)
  if (new Set(names).size < names.length) throw new Error('IMAP_URL names the same mailbox twice.')
  const withoutPassword = accounts.filter(({ password }) => password === null)
  if (withoutPassword.length > 0 && !oauth) {
    throw new Error('IMAP_URL names no password: give one (user:password@host), or set IMAP_OAUTH_TOKEN_URL.')
  }
  if (oauth && withoutPassword.length === 0) {
    throw new Error('IMAP_OAUTH_TOKEN_URL is set, but IMAP_URL names a password: leave the password out.')
  }
  if (new Set(withoutPassword.map(({ user }) => user)).size > 1) {
    throw new Error(
      'IMAP_URL names several users without a password: a refresh token is good for one of them.',
    )
  }
  const read = new Set(accounts.map(({ folder }) => folder))
  if (after.what === 'move' && read.has(after.folder)) {
    throw new Error('IMAP_AFTER moves mails into a folder that IMAP_URL reads.')
  }
  if (sentFolder && read.has(sentFolder))
    throw new Error('IMAP_SENT is a folder that IMAP_URL reads already.')
  return accounts
}

/** Folder and host, which name no user; numbered where two are alike. */
function labelsOf(accounts: ImapAccount[]): string[] {
  const seen = new Map<string, number>()
  return accounts.map(({ folder, host }) => {
    const label = `${folder}@${host}`
    const times = (seen.get(label) ?? 0) + 1
    seen.set(label, times)
    return times === 1 ? label : `${label}#${times}`
  })
}

import type { ImapAfterSetting } from './after.ts'
import type { ReadFolder } from './list.ts'
import type { OauthConfig } from './oauth.ts'
import { mailboxName, parseImapUrl, type ImapAccount } from './url.ts'

export interface MailboxesConfig {
  /** `imaps://user:pass@host:993/INBOX`, one or several. */
  urls: string[]
  /** For those without a password. */
  oauth: OauthConfig | null
  after: ImapAfterSetting
  sentFolder: string | null
  alarmMs: number
}

/** The folders that are read: each mailbox, and once an account the folder of what it sent. */
export function foldersOf(
  config: Omit<MailboxesConfig, 'alarmMs'>,
  oauth: { accessToken(): Promise<string> } | null,
): ReadFolder[] {
  return withSentFolders(readAccounts(config), config.sentFolder).flatMap(({ account, sentFolder }) => {
    const accessToken = account.password === null && oauth ? () => oauth.accessToken() : null
    return [
      { account, holds: 'received' as const, accessToken },
      ...(sentFolder
        ? [{ account: { ...account, folder: sentFolder }, holds: 'sent' as const, accessToken }]
        : []),
    ]
  })
}

/** Two folders of one account have one folder of sent mails. */
export function withSentFolders(accounts: ImapAccount[], sentFolder: string | null) {
  const owners = accounts.map((account) => mailboxName({ ...account, folder: '' }))
  return accounts.map((account, index) => ({
    account,
    sentFolder: owners.indexOf(owners[index] ?? '') === index ? sentFolder : null,
  }))
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
export function labelsOf(accounts: ImapAccount[]): string[] {
  const seen = new Map<string, number>()
  return accounts.map(({ folder, host }) => {
    const label = `${folder}@${host}`
    const times = (seen.get(label) ?? 0) + 1
    seen.set(label, times)
    return times === 1 ? label : `${label}#${times}`
  })
}

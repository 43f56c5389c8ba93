export interface ImapAccount {
  host: string
  port: number
  /** TLS from the first byte; otherwise STARTTLS when the server offers it. */
  secure: boolean
  user: string
  /** Null: signed in by OAuth. */
  password: string | null
  folder: string
}

/** Reads `imaps://user:pass@host:993/INBOX`. Throws one sentence, without the secret, when it is not that. */
export function parseImapUrl(text: string): ImapAccount {
  const url = URL.canParse(text) ? new URL(text) : null
  if (!url || !['imap:', 'imaps:'].includes(url.protocol) || !url.hostname || !url.username) {
    throw new Error(
      'IMAP_URL is not of the form imaps://user:password@host:993/INBOX (special characters %-encoded).',
    )
  }
  const secure = url.protocol === 'imaps:'
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: Number(url.port) || (secure ? 993 : 143),
    secure,
    user: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password) || null,
    folder: decodeURIComponent(url.pathname.slice(1)) || 'INBOX',
  }
}

/** What a mailbox is called in cursors, in the ledger and before people. */
export function mailboxName({ user, host, folder }: ImapAccount): string {
  return `${user}@${host}/${folder}`
}

/** Where one mail lies, after RFC 5092: unique for ever, for UIDs only mean something together with UIDVALIDITY. */
export function mailSource(mailbox: string, uidValidity: bigint, uid: number): string {
  return `imap:${mailbox};UIDVALIDITY=${uidValidity}/;UID=${uid}`
}

/** UIDVALIDITY and UID out of a mail's source; null for one kept before they were noted. */
export function readMailSource(source: string): { uidValidity: bigint; uid: number } | null {
  const match = /;UIDVALIDITY=(\d+)\/;UID=(\d+)$/.exec(source)
  return match ? { uidValidity: BigInt(match[1] ?? 0), uid: Number(match[2]) } : null
}

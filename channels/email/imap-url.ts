export interface ImapAccount {
  host: string
  port: number
  /** TLS from the first byte; otherwise STARTTLS when the server offers it. */
  secure: boolean
  user: string
  password: string
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
    password: decodeURIComponent(url.password),
    folder: decodeURIComponent(url.pathname.slice(1)) || 'INBOX',
  }
}

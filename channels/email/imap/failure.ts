/** What went wrong with a mailbox, as a name for programs and a sentence for people; neither holds a secret. */
export interface MailboxTrouble {
  /** `silent`: whoever reads the mailbox tells nothing any more. */
  code: 'refused' | 'unreachable' | 'folder' | 'storage' | 'marking' | 'failed' | 'silent'
  words: string
}

/** No access token could be had. */
export class OauthFailure extends Error {
  override name = 'OauthFailure'
  readonly trouble: 'refused' | 'unreachable'

  constructor(trouble: 'refused' | 'unreachable', message: string, options?: ErrorOptions) {
    super(message, options)
    this.trouble = trouble
  }
}

/** The folder cannot be opened; everything else may be well. */
export class NoSuchFolder extends Error {
  override name = 'NoSuchFolder'
}

export function describeTrouble(error: unknown, isPassing: (error: unknown) => boolean): MailboxTrouble {
  const { authenticationFailed, serverResponseCode, code, responseText } = error as ImapFailure
  if (authenticationFailed && !busy.has(serverResponseCode ?? '')) {
    return serverResponseCode === 'EXPIRED'
      ? { code: 'refused', words: 'the IMAP server says that the password in IMAP_URL has expired' }
      : { code: 'refused', words: 'the IMAP server refuses the user or password in IMAP_URL' }
  }
  if (error instanceof OauthFailure) return { code: error.trouble, words: error.message }
  if (error instanceof NoSuchFolder) return { code: 'folder', words: error.message }
  if (isPassing(error)) return { code: 'storage', words: 'mails cannot be stored: disk or database is away' }
  if (code && lineCodes.test(code)) {
    return { code: 'unreachable', words: `the IMAP server cannot be reached (${code})` }
  }
  return { code: 'failed', words: `reading the mailbox failed (${code ?? responseText ?? String(error)})` }
}

/** RFC 5530: the server cannot look the password up for now. */
const busy = new Set(['UNAVAILABLE', 'INUSE', 'LIMIT'])

/** Of sockets, TLS and name look-up, and imapflow's own for a line that is gone. */
const lineCodes =
  /^(?:E[A-Z]+|[A-Z_]*(?:TIMEOUT|CERT|SIGNATURE)[A-Z_]*|NoConnection|EConnectionClosed|ClosedAfter\w+)$/

interface ImapFailure {
  authenticationFailed?: boolean
  serverResponseCode?: string
  code?: string
  responseText?: string
}

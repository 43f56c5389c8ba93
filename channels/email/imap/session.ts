import type { ImapFlow } from 'imapflow'
import type { Bell } from './bell.ts'
import { NoSuchFolder } from './failure.ts'
import { newsFrom } from './news.ts'
import type { ImapAccount } from './url.ts'

export interface SessionConfig {
  account: ImapAccount
  /** The safety net beside IDLE, in milliseconds. */
  pollIntervalMs: number
  /** How long the server may owe an answer, in milliseconds; then the line is taken for dead. */
  silenceMs: number
}

/** Connects and signs in; whoever calls closes it. imapflow does not reconnect by itself. */
export async function openImap(
  { account, pollIntervalMs, silenceMs }: SessionConfig,
  accessToken: (() => Promise<string>) | null,
  signal: AbortSignal,
): Promise<ImapFlow> {
  const { ImapFlow } = await import('imapflow') // slow to load, and needed only where there is a mailbox
  const { host, port, secure, user, password } = account
  const auth =
    password === null ? { user, accessToken: (await accessToken?.()) ?? '' } : { user, pass: password }
  const client = new ImapFlow({
    host,
    port,
    secure,
    auth,
    logger: false,
    disableAutoIdle: true,
    maxIdleTime: 5 * 60_000,
    connectionTimeout: silenceMs,
    greetingTimeout: silenceMs,
    // A dead line is noticed when the poll beside IDLE gets no answer.
    socketTimeout: pollIntervalMs + silenceMs,
  })
  const end = () => client.close()
  signal.addEventListener('abort', end, { once: true })
  client.once('close', () => signal.removeEventListener('abort', end))
  // `connect` and each command report the failure as well; unheard, the event would end the process.
  client.on('error', () => undefined)
  try {
    signal.throwIfAborted()
    await client.connect()
    return client
  } catch (error) {
    client.close()
    throw error
  }
}

/** Opens a folder, for looking only (EXAMINE) unless mails are to be marked. */
export async function openFolder(client: ImapFlow, folder: string, { readOnly }: { readOnly: boolean }) {
  try {
    await client.mailboxOpen(folder, { readOnly })
  } catch (cause) {
    const isAnswered = (cause as { responseStatus?: string }).responseStatus !== undefined
    throw isAnswered
      ? new NoSuchFolder(`the IMAP server does not open the folder ${folder}`, { cause })
      : cause
  }
}

/** Reads whenever the server tells of something new or the bell rings, and each `pollIntervalMs` besides, until the line breaks. */
export async function readForEver(
  client: ImapFlow,
  { pollIntervalMs, bell }: { pollIntervalMs: number; bell: Bell },
  /** Reads what is new; false when it has to look again at once. */
  pass: () => Promise<boolean>,
): Promise<void> {
  while (client.usable) {
    const heard = newsFrom(client, bell)
    if (await pass()) await heard.orAfter(pollIntervalMs)
    else heard.forget()
  }
}

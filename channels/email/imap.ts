import { setTimeout as delay } from 'node:timers/promises'
import type { Log } from '../channel.ts'
import type { Cursors } from './deps.ts'
import { imapCursor } from './imap-cursor.ts'
import { newsFrom } from './imap-news.ts'
import { readNewMails } from './imap-read.ts'
import type { ImapAccount } from './imap-url.ts'

export interface ImapConfig {
  account: ImapAccount
  maxMailBytes: number
  /** The safety net beside IDLE, in milliseconds. */
  pollIntervalMs?: number
  /** First wait after a failure, in milliseconds; it doubles up to a minute. */
  retryDelayMs?: number
}

export interface ImapDeps {
  log: Log
  cursors: Cursors
  /** Resolves once the mail is safely kept; a rejection stops the pass, which then begins again at this mail. */
  takeIn(raw: Buffer): Promise<void>
}

export interface ImapIntake {
  /** Begins reading in the background; a server that cannot be reached is tried again for ever. */
  start(): void
  stop(): Promise<void>
  /** False when for five minutes no pass has succeeded and no mail was kept. */
  isHealthy(): boolean
}

/** Reads one IMAP folder, only ever looking (EXAMINE, BODY.PEEK), and remembers how far by UID. */
export function createImapIntake(config: ImapConfig, { log, cursors, takeIn }: ImapDeps): ImapIntake {
  const { account, maxMailBytes, pollIntervalMs = 60_000, retryDelayMs = 1_000 } = config
  const cursor = imapCursor(cursors, account)
  const stopping = new AbortController()
  let lastSuccess = Date.now()
  let failures = 0
  let running: Promise<void> = Promise.resolve()

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        await session()
      } catch (error) {
        report(error)
      }
      failures++
      await delay(backOff(retryDelayMs, failures), undefined, { signal: stopping.signal }).catch(
        () => undefined,
      )
    }
  }

  /** One connection, for as long as it holds. imapflow does not reconnect by itself. */
  async function session(): Promise<void> {
    const { ImapFlow } = await import('imapflow') // slow to load, and needed only where there is a mailbox
    const client = new ImapFlow({
      host: account.host,
      port: account.port,
      secure: account.secure,
      auth: { user: account.user, pass: account.password },
      logger: false,
      disableAutoIdle: true,
      maxIdleTime: 5 * 60_000,
      // A dead line is noticed when the poll beside IDLE gets no answer.
      socketTimeout: pollIntervalMs + 60_000,
    })
    const end = () => client.close()
    stopping.signal.addEventListener('abort', end, { once: true })
    // `connect` and each command report the failure as well; unheard, the event would end the process.
    client.on('error', () => undefined)
    try {
      await client.connect()
      await client.mailboxOpen(account.folder, { readOnly: true })
      while (client.usable && !stopping.signal.aborted) {
        const heard = newsFrom(client)
        await readNewMails(client, { cursor, maxMailBytes, takeIn: takeInAlive, log })
        succeeded()
        await heard.orAfter(pollIntervalMs)
      }
    } finally {
      stopping.signal.removeEventListener('abort', end)
      client.close()
    }
  }

  /** A long backlog is no silence: each mail kept counts. */
  async function takeInAlive(raw: Buffer): Promise<void> {
    await takeIn(raw)
    succeeded()
  }

  function succeeded(): void {
    lastSuccess = Date.now()
    failures = 0
  }

  function report(error: unknown): void {
    if (stopping.signal.aborted) return
    const { authenticationFailed, code, responseText } = error as ImapFailure
    if (authenticationFailed) {
      log.error({ host: account.host }, 'the IMAP server refuses the user or password in IMAP_URL')
    } else {
      log.warn(
        { host: account.host, code: code ?? responseText ?? String(error) },
        'IMAP failed; trying again',
      )
    }
  }

  return {
    start() {
      lastSuccess = Date.now()
      running = run()
    },
    async stop() {
      stopping.abort()
      await running
    },
    isHealthy: () => Date.now() - lastSuccess < 5 * 60_000,
  }
}

interface ImapFailure {
  authenticationFailed?: boolean
  code?: string
  responseText?: string
}

/** Doubles up to a minute; jitter keeps many offices from returning at one moment. */
function backOff(firstMs: number, failures: number): number {
  return Math.min(60_000, firstMs * 2 ** Math.min(failures - 1, 10)) * (0.5 + Math.random())
}

import type { Log } from '../../contract/channel.ts'
import type { Cursors, MailboxLedger } from '../deps.ts'
import { imapAfter, type ImapAfterSetting } from './after.ts'
import { imapAttempts } from './attempts.ts'
import { backOff, jittered } from './back-off.ts'
import { createBell } from './bell.ts'
import { imapCursor } from './cursor.ts'
import { describeTrouble, type MailboxTrouble } from './failure.ts'
import { createHealth, type Health, type MailboxHealth } from './health.ts'
import { createImapReader } from './read.ts'
import { readSent, type SentFolder } from './sent.ts'
import { openFolder, openImap, readForEver } from './session.ts'
import { mailboxName, type ImapAccount } from './url.ts'

export interface ImapConfig {
  account: ImapAccount
  /** What figures call it; by default the folder and the host. */
  label?: string
  maxMailBytes: number
  after?: ImapAfterSetting
  /** Where the account keeps what was sent; by default that is not read. */
  sentFolder?: string | null
  /** Without a pass that succeeded for so long, the mailbox is said to be lost. In milliseconds. */
  alarmMs?: number
  /** The safety net beside IDLE, in milliseconds. */
  pollIntervalMs?: number
  /** How long the server may owe an answer, in milliseconds. */
  silenceMs?: number
  /** First wait after a failure, in milliseconds; it doubles up to a minute. */
  retryDelayMs?: number
  /** Wait after a refused password, in milliseconds: whoever knocks too often is locked out. */
  refusedDelayMs?: number
}

export interface ImapDeps {
  log: Log
  cursors: Cursors
  ledger: Pick<MailboxLedger, 'known' | 'quarantine' | 'isPassing'>
  /** Resolves once the mail is safely kept; a rejection stops the pass, which then begins again at this mail. */
  takeIn(raw: Buffer, source: string): Promise<void>
  takeInSent?(raw: Buffer, source: string): Promise<void>
  /** For accounts without a password. `forget` after a token was refused. */
  oauth?: { accessToken(): Promise<string>; forget(): void } | null
}

export interface ImapIntake {
  /** Begins reading in the background; a server that cannot be reached is tried again for ever. */
  start(): void
  stop(): Promise<void>
  /** Looks for new mail at once, also in the middle of a rest after a failure. */
  lookNow(): void
  health(): MailboxHealth[]
}

/** Reads one mailbox by IMAP and remembers how far by UID. It never gives up. */
export function createImapIntake(config: ImapConfig, deps: ImapDeps): ImapIntake {
  const { account, maxMailBytes, alarmMs = 10 * 60_000, pollIntervalMs = 60_000, silenceMs = 60_000 } = config
  const { retryDelayMs = 1_000, refusedDelayMs = 5 * 60_000, after = { what: 'keep' } } = config
  const { log, oauth = null } = deps
  const name = mailboxName(account)
  const label = config.label ?? `${account.folder}@${account.host}`
  const health = createHealth({ name, label, holds: 'received' }, alarmMs)
  const readInbox = readerOf(name, deps.takeIn, after, health)
  const sent = sentFolder()
  const stopping = new AbortController()
  const bell = createBell()
  let failures = 0
  /** The last trouble that was logged; the same again is not said again. */
  let said = ''
  let running: Promise<void> = Promise.resolve()

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      let trouble: MailboxTrouble | null = null
      try {
        await session()
      } catch (error) {
        trouble = describeTrouble(error, deps.ledger.isPassing)
        if (trouble.code === 'refused') oauth?.forget()
        if (!stopping.signal.aborted) report(trouble)
      }
      failures++
      const wait = trouble?.code === 'refused' ? jittered(refusedDelayMs) : backOff(retryDelayMs, failures)
      for (const one of both()) one.resting(wait)
      await bell.rest(wait, stopping.signal)
    }
  }

  /** One connection, for as long as it holds. */
  async function session(): Promise<void> {
    for (const one of both()) one.connecting()
    const accessToken = oauth && (() => oauth.accessToken())
    const client = await openImap({ account, pollIntervalMs, silenceMs }, accessToken, stopping.signal)
    const openInbox = () => openFolder(client, account.folder, { readOnly: after.what === 'keep' })
    try {
      await openInbox()
      for (const one of both()) one.connected(client.capabilities.has('IDLE') ? 'idle' : 'poll')
      await readForEver(client, { pollIntervalMs, bell }, async () => {
        health.reading()
        await readInbox(client)
        succeeded()
        if (!sent || !(await readSent(client, sent))) return true
        await openInbox()
        return false
      })
    } finally {
      client.close()
    }
  }

  function readerOf(folder: string, takeIn: ImapDeps['takeIn'], setting: ImapAfterSetting, own: Health) {
    return createImapReader({
      name: folder,
      cursor: imapCursor(deps.cursors, folder),
      attempts: imapAttempts(deps.cursors, folder),
      ledger: deps.ledger,
      maxMailBytes,
      log,
      async takeIn(raw, source) {
        await takeIn(raw, source)
        own.kept()
        // While much is read from the folder of sent mails, the inbox is not silent either.
        if (own !== health) health.kept()
        failures = 0
      },
      onFound: own.found,
      after: imapAfter(setting, (words) => {
        log.warn({ mailbox: label }, words)
        health.noticed({ code: 'marking', words })
      }),
    })
  }

  function sentFolder(): SentFolder | null {
    const { sentFolder: folder } = config
    if (!folder || !deps.takeInSent) return null
    const sentName = mailboxName({ ...account, folder })
    const sentLabel = label.replace(account.folder, () => folder)
    const sentHealth = createHealth({ name: sentName, label: sentLabel, holds: 'sent' }, alarmMs)
    return {
      folder,
      cursor: imapCursor(deps.cursors, sentName),
      health: sentHealth,
      readNew: readerOf(sentName, deps.takeInSent, { what: 'keep' }, sentHealth),
    }
  }

  function succeeded(): void {
    health.passed()
    failures = 0
    if (said) log.info({ mailbox: label }, 'the mailbox is read again')
    said = ''
  }

  /** What breaks the line breaks it for both folders. */
  function both(): Health[] {
    return sent ? [health, sent.health] : [health]
  }

  function report(trouble: MailboxTrouble): void {
    for (const one of both()) one.failed(trouble)
    if (trouble.words === said) return
    said = trouble.words
    const level = trouble.code === 'refused' ? 'error' : 'warn'
    log[level]({ mailbox: label }, `${trouble.words}; trying again`)
  }

  return {
    start: () => void (running = run()),
    async stop() {
      stopping.abort()
      await running
    },
    lookNow: bell.ring,
    health: () => both().map((one) => one.read()),
  }
}

import type { EmailDeps } from '../deps.ts'
import type { ParsedMail } from '../parsed-mail.ts'
import { foldersOf, labelsOf, readAccounts, withSentFolders, type MailboxesConfig } from './accounts.ts'
import type { MailboxHealth } from './health.ts'
import { createImapIntake } from './intake.ts'
import { listFolder, type ListedMailbox } from './list.ts'
import { createOauth } from './oauth.ts'
import { takeInMissing, type Missing } from './take-in-missing.ts'
import { takeInOrder } from './take-in-order.ts'
import { mailboxName } from './url.ts'

export interface Mailboxes {
  start(): void
  stop(): Promise<void>
  /** Looks for new mail at once in the mailbox of this name, with its folder of sent mails; false when there is none. */
  lookNow(name: string): boolean
  /** How many folders `list` asks. */
  size: number
  /** Asks each folder what lies in it, one after the other. */
  list(): AsyncGenerator<ListedMailbox>
  /** Takes in mails that were passed and not kept. Rejects when there is no such mailbox, or it cannot be read. */
  takeIn(name: string, missing: Missing): Promise<void>
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
  const intakes = withSentFolders(accounts, config.sentFolder).map(({ account, sentFolder }, index) =>
    createImapIntake(
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
    ),
  )
  const folders = foldersOf(config, oauth)
  return {
    start: () => intakes.forEach((intake) => intake.start()),
    stop: async () => void (await Promise.all(intakes.map((intake) => intake.stop()))),
    size: folders.length,
    async *list() {
      for (const folder of folders) yield await listFolder(folder)
    },
    async takeIn(name, missing) {
      const folder = folders.find(({ account }) => mailboxName(account) === name)
      if (!folder) throw new Error('no such mailbox is read')
      await takeInMissing(folder, missing, {
        maxMailBytes: config.maxMailBytes,
        takeIn: async (raw, source) => {
          if (folder.holds === 'sent') await mailboxes.takeInSent(raw, source, parseSent)
          else await ledger.takeIn(raw, source, parse)
        },
        quarantine: mailboxes.quarantine,
      })
    },
    lookNow(name) {
      const intake = intakes.find((one) => one.health().some((mailbox) => mailbox.name === name))
      intake?.lookNow()
      return intake !== undefined
    },
    health: () => intakes.flatMap((intake) => intake.health()),
  }
}

/** Asks each folder what lies in it, without reading any of them. */
export async function* listMailboxes(
  config: MailboxesConfig,
  { secrets }: Pick<EmailDeps, 'secrets'>,
): AsyncGenerator<ListedMailbox> {
  const oauth = config.oauth ? createOauth(config.oauth, secrets) : null
  for (const folder of foldersOf(config, oauth)) yield await listFolder(folder)
}

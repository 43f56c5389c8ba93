/** One mailbox that is read into a ledger in memory, fast enough for tests. */
import { createImapIntake, type ImapConfig, type ImapDeps } from '../../../channels/email/imap/intake.ts'
import { parseImapUrl } from '../../../channels/email/imap/url.ts'
import { parseMail } from '../../../channels/email/parse.ts'
import { takeInOrder } from '../../../channels/email/imap/take-in-order.ts'
import { memoryCursors, memoryLedger, silentLog } from './_fakes.ts'

interface Wanted extends Partial<ImapConfig> {
  url: string
  ledger?: ReturnType<typeof memoryLedger>
  cursors?: ReturnType<typeof memoryCursors>
  oauth?: ImapDeps['oauth']
  said?: string[]
}

export function readMailbox(wanted: Wanted) {
  const { url, ledger = memoryLedger(), cursors = memoryCursors(), oauth, said = [], ...config } = wanted
  const note = (_fields: object, message: string) => void said.push(message)
  const intake = createImapIntake(
    {
      account: parseImapUrl(url),
      maxMailBytes: 2 * 1024 * 1024,
      pollIntervalMs: 60_000,
      retryDelayMs: 20,
      refusedDelayMs: 100,
      ...config,
    },
    {
      log: { ...silentLog, error: note, warn: note, info: note },
      cursors,
      ledger: ledger.mailboxes,
      takeIn: takeInOrder(ledger.takeIn, (raw) => parseMail(raw)),
      ...(oauth ? { oauth } : {}),
    },
  )
  intake.start()
  return { intake, ledger, cursors, said }
}

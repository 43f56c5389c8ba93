/** Holds mailboxes and ledger against each other, and takes in what is missing. One at a time; the last result is kept. */
import { NotReadYet, type EmailChannel, type ListedMailbox } from '../../../channels/email/index.ts'
import type { Db } from '../../../db/index.ts'
import { countMailsByWay } from '../../../db/mailboxes.ts'
import { notFound, TanyaError } from '../../errors.ts'
import type { Logger } from '../../log.ts'
import type { MailboxBalance, MailboxCheck } from '../../wire/mailbox.ts'
import { balanceOf, type Balance } from './balance.ts'
import { iso, isoOrNull } from '../iso.ts'

type Mailboxes = Pick<NonNullable<EmailChannel['mailboxes']>, 'size' | 'list' | 'takeIn'>

interface Folder {
  listed: ListedMailbox
  balance: Balance | null
}

export type MailboxChecks = ReturnType<typeof createMailboxChecks>

export function createMailboxChecks(deps: { db: Db; log: Logger; mailboxes: () => Mailboxes | null }) {
  const { db, log } = deps
  let state: MailboxCheck['state'] = 'none'
  let startedAt = 0
  let finishedAt: number | null = null
  let folders: Folder[] = []
  let failedToTakeIn: string | null = null
  let ways: Record<string, number> = {}

  function boxes(): Mailboxes {
    const mailboxes = deps.mailboxes()
    if (!mailboxes) throw new TanyaError('conflict', 'This process reads no mailbox.')
    if (state === 'running' || state === 'taking-in')
      throw new TanyaError('conflict', 'A check is running already.')
    return mailboxes
  }

  async function run(mailboxes: Mailboxes): Promise<void> {
    const found: Folder[] = []
    for await (const listed of mailboxes.list()) {
      const balance = listed.listed ? await balanceOf(db, { name: listed.name, listed: listed.listed }) : null
      found.push({ listed, balance })
      folders = [...found]
    }
    ways = await countMailsByWay(db.read)
  }

  function inBackground(next: typeof state, work: () => Promise<void>): MailboxCheck {
    state = next
    void work()
      .catch((err: unknown) => log.error({ err }, 'mailboxes and ledger could not be compared'))
      .finally(() => {
        state = 'done'
        finishedAt = Date.now()
      })
    return read()
  }

  function read(): MailboxCheck {
    const imap = folders.reduce((sum, { balance }) => sum + ownRows(balance), 0)
    const { smtp = 0, lmtp = 0 } = ways
    const total = Object.values(ways).reduce((sum, n) => sum + n, 0)
    return {
      state,
      startedAt: state === 'none' ? null : iso(startedAt),
      finishedAt: isoOrNull(finishedAt),
      total: deps.mailboxes()?.size ?? 0,
      folders: folders.map((folder) => present(folder, failedToTakeIn)),
      ledger: { total, smtp, lmtp, mailboxes: imap, elsewhere: total - smtp - lmtp - imap },
    }
  }

  return {
    read,
    /** Begins a check. Throws `conflict` while one runs, or where no mailbox is read. */
    start(): MailboxCheck {
      const mailboxes = boxes()
      startedAt = Date.now()
      finishedAt = failedToTakeIn = null
      folders = []
      return inBackground('running', () => run(mailboxes))
    },
    /** Takes in what the last check missed in this mailbox, then checks anew. */
    takeIn(name: string): MailboxCheck {
      const mailboxes = boxes()
      const folder = folders.find(({ listed }) => listed.name === name)
      if (!folder?.listed.listed || !folder.balance) throw notFound('mailbox')
      const missing = { uidValidity: folder.listed.listed.uidValidity, uids: folder.balance.missing }
      failedToTakeIn = null
      return inBackground('taking-in', async () => {
        await mailboxes.takeIn(name, missing).catch((err: unknown) => {
          if (!(err instanceof NotReadYet)) log.error({ err }, 'missing mails could not be taken in')
          failedToTakeIn = name
        })
        await run(mailboxes)
      })
    },
  }
}

/** All that the ledger has of a folder, still there or not. */
function ownRows(balance: Balance | null): number {
  if (!balance) return 0
  const { buckets, unplaced, gone, earlier } = balance
  return Object.values(buckets).reduce((sum, n) => sum + n, unplaced + gone + earlier)
}

function present({ listed, balance }: Folder, failedToTakeIn: string | null): MailboxBalance {
  const { name, holds, trouble } = listed
  return {
    name,
    holds,
    trouble: trouble && { code: trouble.code, words: trouble.words },
    takeInFailed: failedToTakeIn === name,
    balance: balance && { ...balance, missing: balance.missing.length },
  }
}

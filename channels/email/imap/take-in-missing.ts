import type { MailboxLedger } from '../deps.ts'
import { fetchMails, withSizes } from './fetch.ts'
import { inFolder, type ReadFolder } from './list.ts'
import { whatIsLeft } from './unreadable-mail.ts'
import { mailboxName, mailSource } from './url.ts'

export interface Missing {
  uidValidity: bigint
  uids: number[]
}

/**
 * Takes in mails that the reader has passed and the ledger does not have, oldest first and one at a time, over a line
 * of its own. One that the server does not give out is put aside. Rejects when the folder was renumbered since.
 */
export function takeInMissing(
  folder: Pick<ReadFolder, 'account' | 'accessToken'>,
  { uidValidity, uids }: Missing,
  deps: {
    maxMailBytes: number
    takeIn(raw: Buffer, source: string): Promise<void>
    quarantine: MailboxLedger['quarantine']
  },
): Promise<void> {
  const name = mailboxName(folder.account)
  return inFolder(folder, async (client, now) => {
    if (now !== uidValidity) throw new Error('the mailbox was renumbered since it was looked at')
    for (const uid of uids.toSorted((a, b) => a - b)) {
      const source = mailSource(name, uidValidity, uid)
      const { mails, failures } = await fetchMails(client, await withSizes(client, [uid]), deps.maxMailBytes)
      const raw = mails.get(uid)
      const failure = failures.get(uid)
      if (raw) await deps.takeIn(raw, source)
      else if (failure) {
        const words = failure.error instanceof Error ? failure.error.message : 'unknown'
        await deps.quarantine(await whatIsLeft(client, uid, name), source, words)
      }
    }
  })
}

import { describeTrouble, type MailboxTrouble } from './failure.ts'
import { openFolder, openImap, type SessionConfig } from './session.ts'
import { mailboxName, type ImapAccount } from './url.ts'

/** What lies in one folder, or why it cannot be looked at. */
export interface ListedMailbox {
  /** `user@host/FOLDER` */
  name: string
  holds: 'received' | 'sent'
  listed: { uidValidity: bigint; uids: number[] } | null
  trouble: MailboxTrouble | null
}

export interface ReadFolder {
  account: ImapAccount
  holds: ListedMailbox['holds']
  accessToken: (() => Promise<string>) | null
}

const silenceMs = 30_000

/** Asks one folder what lies in it, over a line of its own, and changes nothing. */
export async function listFolder({ account, holds, accessToken }: ReadFolder): Promise<ListedMailbox> {
  const name = mailboxName(account)
  try {
    const listed = await inFolder({ account, accessToken }, async (client, uidValidity) => {
      const { exists } = client.mailbox || { exists: 0 }
      const uids = exists > 0 ? await client.search({ all: true }, { uid: true }) : []
      if (!uids) throw new Error('the IMAP server refuses to search')
      return { uidValidity, uids }
    })
    return { name, holds, listed, trouble: null }
  } catch (error) {
    return { name, holds, listed: null, trouble: describeTrouble(error, () => false) }
  }
}

/** Opens the folder for looking only, and closes the line when the work is done. */
export async function inFolder<T>(
  { account, accessToken }: Pick<ReadFolder, 'account' | 'accessToken'>,
  work: (client: Awaited<ReturnType<typeof openImap>>, uidValidity: bigint) => Promise<T>,
): Promise<T> {
  const session: SessionConfig = { account, pollIntervalMs: 0, silenceMs }
  const client = await openImap(session, accessToken, new AbortController().signal)
  try {
    await openFolder(client, account.folder, { readOnly: true })
    return await work(client, client.mailbox ? client.mailbox.uidValidity : 0n)
  } finally {
    client.close()
  }
}

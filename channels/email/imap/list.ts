import type { EmailDeps } from '../deps.ts'
import { openFolder, openImap } from './session.ts'
import { mailboxName } from './url.ts'
import { readAccounts, type MailboxesConfig } from './mailboxes.ts'
import { createOauth } from './oauth.ts'

export interface ListedMailbox {
  /** `user@host/FOLDER` */
  name: string
  uidValidity: bigint
  uids: number[]
}

const silenceMs = 30_000

/** Asks each mailbox what lies in it, one after the other, and changes nothing. Rejects when one cannot be opened. */
export async function* listMailboxes(
  config: MailboxesConfig,
  { secrets }: Pick<EmailDeps, 'secrets'>,
): AsyncGenerator<ListedMailbox> {
  const oauth = config.oauth && createOauth(config.oauth, secrets)
  for (const account of readAccounts(config)) {
    const session = { account, pollIntervalMs: 0, silenceMs }
    const client = await openImap(session, oauth && (() => oauth.accessToken()), new AbortController().signal)
    try {
      await openFolder(client, account.folder, { readOnly: true })
      const { uidValidity, exists } = client.mailbox || { uidValidity: 0n, exists: 0 }
      const uids = exists > 0 ? await client.search({ all: true }, { uid: true }) : []
      if (!uids) throw new Error('the IMAP server refuses to search')
      yield { name: mailboxName(account), uidValidity, uids }
    } finally {
      client.close()
    }
  }
}

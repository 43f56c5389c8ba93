import type { ImapFlow } from 'imapflow'
import type { ImapCursor } from './cursor.ts'
import { NoSuchFolder } from './failure.ts'
import type { Health } from './health.ts'
import { openFolder } from './session.ts'

/** The folder of mails that were sent, read beside the inbox over the same line. */
export interface SentFolder {
  folder: string
  cursor: ImapCursor
  health: Health
  readNew(client: ImapFlow): Promise<void>
}

/**
 * Reads what was sent since, after the inbox: an answer must not come before the mail it answers. Resolves with
 * true when another folder is open now than before. A folder that is not there holds up nothing.
 */
export async function readSent(client: ImapFlow, sent: SentFolder): Promise<boolean> {
  const { folder, cursor, health, readNew } = sent
  const status = await client.status(folder, { uidNext: true, uidValidity: true }).catch(() => null)
  const { uidNext, uidValidity } = status || {}
  if (!uidNext || !uidValidity) {
    if (!client.usable) throw new Error('the line broke while the folder of sent mails was looked at')
    health.failed({
      code: 'folder',
      words: new NoSuchFolder(`there is no folder ${folder} (IMAP_SENT)`).message,
    })
    return false
  }
  if ((await cursor.lastUid(uidValidity)) >= uidNext - 1) {
    health.passed()
    return false
  }
  health.reading()
  await openFolder(client, folder, { readOnly: true })
  await readNew(client)
  health.passed()
  return true
}

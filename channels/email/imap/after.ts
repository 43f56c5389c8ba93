import type { ImapFlow } from 'imapflow'

/** What is done in the mailbox with mails that the ledger has. Trouble is told and holds up nothing. */
export type ImapAfter = (client: ImapFlow, uids: number[]) => Promise<void>

export type ImapAfterSetting = { what: 'keep' } | { what: 'seen' } | { what: 'move'; folder: string }

/** Reads `keep`, `seen` or `move:FOLDER`; null when it is none of them. */
export function parseImapAfter(text: string): ImapAfterSetting | null {
  if (text === 'keep' || text === 'seen') return { what: text }
  const folder = /^move:(.+)$/.exec(text)?.[1]?.trim()
  return folder ? { what: 'move', folder } : null
}

export function imapAfter(setting: ImapAfterSetting, onTrouble: (words: string) => void): ImapAfter {
  if (setting.what === 'keep') return async () => {}
  return async (client, uids) => {
    if (uids.length === 0) return
    const range = uids.join(',')
    const isDone =
      setting.what === 'seen'
        ? await client.messageFlagsAdd(range, ['\\Seen'], { uid: true })
        : await move(client, range, setting.folder)
    if (!client.usable) throw new Error('the line broke while mails were being marked')
    if (!isDone)
      onTrouble(`mails are taken in, but the server refuses what IMAP_AFTER asks (${setting.what})`)
  }
}

async function move(client: ImapFlow, range: string, folder: string): Promise<boolean> {
  const moved = () => client.messageMove(range, folder, { uid: true }).then(Boolean)
  if (await moved()) return true
  if (!client.usable) return false
  // The first time the folder is not there yet.
  const isMade = await client.mailboxCreate(folder).then(
    ({ created }) => created,
    () => false,
  )
  return isMade && (await moved())
}

import { listMailboxes, type ListedMailbox, type MailboxesConfig } from '../../channels/email/index.ts'
import { readMailSource } from '../../channels/email/imap/url.ts'
import { readCursor } from '../../db/cursors.ts'
import type { Db } from '../../db/index.ts'
import { listSources } from '../../db/mails.ts'
import { readSetting, writeSetting } from '../../db/settings.ts'
import { withDb } from './office.ts'

/**
 * Asks every mailbox what lies in it and looks each mail up in the ledger, by UID: a line for each mailbox. Exit code 1
 * when one that was passed is not in the ledger.
 */
export async function checkMailboxes(): Promise<void> {
  await withDb(async (db, config) => {
    const imap: MailboxesConfig | null = config.email?.imap ?? null
    if (!imap) throw new Error('No mailbox is read: IMAP_URL is empty.')
    const secrets = {
      get: (name: string) => readSetting(db.read, name),
      set: (name: string, value: string) => db.write((tx) => writeSetting(tx, name, value)),
    }
    for await (const mailbox of listMailboxes(imap, { secrets })) {
      const counts = await compare(db, mailbox)
      console.log(`${mailbox.name}  ${counts.map(([what, n]) => `${what} ${n}`).join('  ')}`)
      if (counts.some(([what, n]) => what === 'missing' && n > 0)) process.exitCode = 1
    }
  })
}

/** `waiting`: not read yet. `missing`: passed, and not in the ledger. `gone`: in the ledger, and there no longer. */
async function compare(db: Db, { name, uidValidity, uids }: ListedMailbox): Promise<[string, number][]> {
  const sources = await listSources(db.read, `imap:${name}`)
  const places = sources.map(readMailSource)
  const known = new Set(
    places.filter((place) => place?.uidValidity === uidValidity).map((place) => place?.uid),
  )
  const [validity, last] = (await readCursor(db.read, `imap:${name}`))?.split(':') ?? []
  const lastUid = validity === String(uidValidity) ? Number(last) : 0
  const held = new Set(uids)
  const found = uids.filter((uid) => known.has(uid)).length
  const passed = uids.filter((uid) => uid <= lastUid && !known.has(uid)).length
  // Of mails kept before their UIDs were noted, only the number is known.
  const unplaced = places.filter((place) => place === null).length
  return [
    ['server', uids.length],
    ['ledger', found + Math.min(passed, unplaced)],
    ['waiting', uids.filter((uid) => uid > lastUid && !known.has(uid)).length],
    ['missing', Math.max(0, passed - unplaced)],
    ['gone', [...known].filter((uid) => uid !== undefined && !held.has(uid)).length],
  ]
}

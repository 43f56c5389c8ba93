import { listMailboxes, type ListedMailbox, type MailboxesConfig } from '../../channels/email/index.ts'
import type { Db } from '../../db/index.ts'
import { readSetting, writeSetting } from '../../db/settings.ts'
import { balanceOf } from '../desk/mail/balance.ts'
import { withDb } from './office.ts'

/**
 * Asks every mailbox, and the folder of what it sent, what lies in it, and looks each mail up in the ledger, by UID: a
 * line for each. Exit code 1 when one that was passed is not in the ledger, or a folder cannot be opened.
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
      const counts = await countsOf(db, mailbox)
      if (counts) console.log(`${mailbox.name}  ${counts.map(([what, n]) => `${what} ${n}`).join('  ')}`)
      else console.error(`${mailbox.name}  ${mailbox.trouble?.words}`)
      if (!counts || counts.some(([what, n]) => what === 'missing' && n > 0)) process.exitCode = 1
    }
  })
}

/**
 * `server` is the sum of `ledger`, `other`, `waiting` and `missing`. `waiting`: not read yet. `missing`: passed, and not
 * in the ledger. `other`: sent mails that answer nobody. `gone` and `earlier`: in
 * the ledger, and there no longer, or under a number of before the server numbered the folder anew.
 */
async function countsOf(db: Db, { name, holds, listed }: ListedMailbox): Promise<[string, number][] | null> {
  if (!listed) return null
  const { held, buckets, unplaced, letters, waiting, missing, gone, earlier } = await balanceOf(db, {
    name,
    listed,
  })
  return [
    ['server', held],
    ['ledger', Object.values(buckets).reduce((sum, n) => sum + n, unplaced)],
    ...(holds === 'sent' ? [['other', letters] satisfies [string, number]] : []),
    ['waiting', waiting],
    ['missing', missing.length],
    ['gone', gone],
    ['earlier', earlier],
  ]
}

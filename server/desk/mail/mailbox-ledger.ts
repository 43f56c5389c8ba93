/** What the mailboxes ask of the ledger: which mails it has, and where to put those that cannot be taken in. */
import { glanceAt, NotReadYet, type MailboxLedger } from '../../../channels/email/index.ts'
import type { Db } from '../../../db/index.ts'
import { findSources, insertMail } from '../../../db/mails.ts'
import { isStorageFull, isUnavailable } from '../../errors.ts'
import { mailHead } from './mail-head.ts'
import type { RawMails } from './raw-mails.ts'
import type { SentElsewhere } from './sent-elsewhere.ts'

export function createMailboxLedger(deps: {
  db: Db
  rawMails: RawMails
  takeInSent: SentElsewhere
}): MailboxLedger {
  const { db, rawMails, takeInSent } = deps
  return {
    known: async (sources) => new Set(await findSources(db.read, sources)),
    async quarantine(raw, source, error) {
      const bytes = rawMails.prepare(raw)
      const mail = { sha256: bytes.sha256, size: raw.length, source, now: Date.now() }
      await bytes.onDisk
      await db.write(async (tx) => {
        await bytes.write(tx)
        await insertMail(tx, mail, { bucket: 'quarantined', error }, mailHead(glanceAt(raw)))
      })
    },
    takeInSent,
    isPassing: (error) => error instanceof NotReadYet || isStorageFull(error) || isUnavailable(error),
  }
}

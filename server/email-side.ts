/** The e-mail channel with what the house gives it: ledger, mailboxes, cursors and secrets. */
import { join } from 'node:path'
import {
  createEmailChannel,
  type EmailChannel,
  type MailLedger,
  type Resolve,
} from '../channels/email/index.ts'
import { readCursor, writeCursor } from '../db/cursors.ts'
import type { Db } from '../db/index.ts'
import { readSetting, writeSetting } from '../db/settings.ts'
import type { Config } from './config.ts'
import type { Events } from './desk/events.ts'
import type { Files } from './desk/files.ts'
import { createMailboxLedger } from './desk/mail/mailbox-ledger.ts'
import type { RawMails } from './desk/mail/raw-mails.ts'
import { createSentElsewhere } from './desk/mail/sent-elsewhere.ts'
import type { Logger } from './log.ts'

export interface EmailSideDeps {
  db: Db
  log: Logger
  events: Events
  attachments: Files
  rawMails: RawMails
  ledger: MailLedger
  officeName: string
  /** In place of DNS, when who sent a mail is looked into. */
  resolveDns: Resolve | undefined
  onPlusTag: (tag: string) => void
}

/** Null when e-mail is off. */
export function createEmailSide(config: Config, deps: EmailSideDeps): EmailChannel | null {
  const { db, log, events, attachments, rawMails, ledger, officeName, resolveDns, onPlusTag } = deps
  if (!config.email) return null
  const { authenticity, ownAddresses } = config.email
  const takeInSent = createSentElsewhere({ db, attachments, rawMails, events, ownAddresses })
  return createEmailChannel(
    {
      ...config.email,
      authenticity: authenticity && { ...authenticity, resolve: resolveDns },
      officeName,
      outgoingDir: join(config.dataDir, 'outgoing'),
    },
    {
      ...{ log, ledger, onPlusTag },
      mailboxes: createMailboxLedger({ db, rawMails, takeInSent }),
      cursors: {
        get: (name) => readCursor(db.read, name),
        set: (name, value) => db.write((tx) => writeCursor(tx, name, value)),
      },
      secrets: {
        get: (name) => readSetting(db.read, name),
        set: (name, value) => db.write((tx) => writeSetting(tx, name, value)),
      },
    },
  )
}

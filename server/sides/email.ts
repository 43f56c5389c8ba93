/** The e-mail channel with what the house gives it: ledger, mailboxes, cursors and secrets. */
import { join } from 'node:path'
import { createEmailChannel, type Resolve } from '../../channels/email/index.ts'
import { readCursor, writeCursor } from '../../db/cursors.ts'
import { readSetting, writeSetting } from '../../db/settings.ts'
import { createHeartbeat, type Heartbeat } from '../desk/mail/heartbeat.ts'
import { createMailboxLedger } from '../desk/mail/mailbox-ledger.ts'
import { createSentElsewhere } from '../desk/mail/sent-elsewhere.ts'
import type { House } from './house.ts'
import type { Intake } from './intake.ts'
import type { Letters } from './letters.ts'

export interface EmailSideDeps {
  letters: Letters
  intake: Intake
  officeName: string
  /** In place of DNS, when who sent a mail is looked into. */
  resolveDns: Resolve | undefined
}

/** Opens nothing when e-mail is off. Gives back what tells other processes of the mailboxes; null where none needs it. */
export function openEmailSide(house: House, deps: EmailSideDeps): Heartbeat | null {
  const { config, db, log, attachments, ownAddresses } = house
  const { ledger, rawMails } = deps.intake
  if (!config.email) return null
  const { authenticity } = config.email
  const takeInSent = createSentElsewhere({ db, attachments, rawMails, ownAddresses })
  house.email = createEmailChannel(
    {
      ...config.email,
      authenticity: authenticity && { ...authenticity, resolve: deps.resolveDns },
      officeName: deps.officeName,
      outgoingDir: join(config.dataDir, 'outgoing'),
    },
    {
      ...{ log, ledger, onPlusTag: deps.letters.plusAddresses.arrived },
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
  house.channels.set('email', house.email)
  const { imap } = config.email
  if (!imap || house.isSole) return null
  const health = () => house.email?.mailboxes?.health() ?? []
  return createHeartbeat({ db, log, health, alarmMs: imap.alarmMs })
}

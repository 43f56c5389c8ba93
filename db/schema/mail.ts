/** Mail as it was taken in. */
import type { Generated, Insertable, Selectable } from 'kysely'
import type { Millis } from './values.ts'

export interface MailTables {
  /** The ledger: every mail ever taken in, and what became of it. The raw mail stands in `raw_mails`, or is a file named by `sha256`. */
  mails: {
    id: Generated<number>
    sha256: string
    size: number
    /** `smtp`, `lmtp`, or where it lies: `imap:user@host/INBOX;UIDVALIDITY=1/;UID=2` (RFC 5092). */
    source: string
    bucket: MailBucket | null
    error: string | null
    ticket_id: number | null
    message_id: number | null
    received_at: Millis
    /** What its From says; null when it could not be read. */
    from_address: Generated<string | null>
    from_name: Generated<string | null>
    subject: Generated<string | null>
    /** JSON of what was found out about its sender when it came: later nobody could. */
    auth: Generated<string | null>
    /** In quarantine: when somebody saw to it that nobody waits, and which agent did. */
    settled_at: Generated<Millis | null>
    settled_by: Generated<number | null>
  }
  /** Short mails as they came, by the SHA-256 of their bytes; compressed (RFC 8878). */
  raw_mails: { sha256: string; zstd: Buffer }
  /** Every Message-ID ever seen or sent, with the ticket it belongs to. */
  mail_ids: { message_id: string; ticket_id: number }
  /** Letters among the sent mails that answer nobody: of these only where they lie, so that none is missed. */
  passed_letters: { source: string }
  /** Mails that an officer passed on, until it is settled whose they are. */
  forwards: {
    ticket_id: number
    message_id: number
    /** Whoever wrote it; small letters. */
    address: string
    name: string | null
    subject: string
    /** What the officer wrote above it. */
    cover: string
    text: string
  }
  /** How each mailbox is doing, told to the processes that do not read it. `health` is JSON (`server/desk/mail/heartbeat.ts`). */
  mailbox_beats: { name: string; health: string; last_sign: Millis; told_at: Millis }
  /** Where a channel stopped reading, e.g. an IMAP folder's UIDVALIDITY and last UID. */
  cursors: { name: string; value: string }
}

export const mailBuckets = [
  'ticket',
  'follow-up',
  'auto-reply',
  'bounce',
  'list',
  'duplicate',
  'quarantined',
] as const
export type MailBucket = (typeof mailBuckets)[number]

export type MailboxBeatRow = Selectable<MailTables['mailbox_beats']>
export type ForwardRow = Selectable<MailTables['forwards']>
export type RawMailRow = Selectable<MailTables['raw_mails']>
export type MailRow = Selectable<MailTables['mails']>
export type NewMail = Insertable<MailTables['mails']>

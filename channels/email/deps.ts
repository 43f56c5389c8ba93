/** What the e-mail channel needs from the house around it. The server implements these. */
import type { Log } from '../contract/channel.ts'
import type { ParsedMail } from './parsed-mail.ts'

export type MailBucket =
  'ticket' | 'follow-up' | 'auto-reply' | 'bounce' | 'list' | 'duplicate' | 'quarantined'

/** A place in a line: who stores in order says that they could, waits until it is theirs, and lets the next one go. */
export interface Turn {
  mine(): Promise<unknown>
  next(): void
}

export interface MailLedger {
  /**
   * Keeps the raw mail, has it parsed and hands it on. Resolves when it is safely on disk (a parser that
   * throws anything but `NotReadYet` ends in `quarantined`); rejects only when nothing could be stored, and
   * then the sender must try again. With a `turn` it is stored after those before it. `source` says where it came from, such as `smtp` or `imap:user@host/INBOX`.
   */
  takeIn(
    raw: Buffer,
    source: string,
    parse: (raw: Buffer) => Promise<ParsedMail>,
    turn?: Turn,
  ): Promise<MailBucket>
}

/** What the house knows of a mailbox's mails, by where each lies (`mailSource`). */
export interface MailboxLedger {
  /** Those of these sources that stand in the ledger already. */
  known(sources: string[]): Promise<Set<string>>
  /** Puts aside a mail that cannot be taken in, with what is left of it. Rejects when nothing at all can be stored. */
  quarantine(raw: Buffer, source: string, error: string): Promise<void>
  /** Adds an answer that was written elsewhere to its thread; null when it belongs to none, and then only where it lies is noted. */
  takeInSent(
    raw: Buffer,
    source: string,
    parse: (raw: Buffer) => Promise<ParsedMail>,
    turn?: Turn,
  ): Promise<MailBucket | null>
  /** True when an error says nothing about the mail: a full disk, a database that is away, the end of this process. */
  isPassing(error: unknown): boolean
}

/** The parser was told to stop before it had read the mail: nothing is wrong with it, its sender tries again. */
export class NotReadYet extends Error {
  override name = 'NotReadYet'
}

/** Durable marks of how far something has been read. */
export interface Cursors {
  get(name: string): Promise<string | null>
  set(name: string, value: string): Promise<void>
}

export interface EmailDeps {
  log: Log
  ledger: MailLedger
  mailboxes: MailboxLedger
  cursors: Cursors
  /** Secrets that change by themselves, such as a refresh token. */
  secrets: Cursors
  /** A mail went to our address with this behind its plus. Never rejects. */
  onPlusTag(tag: string): void
}

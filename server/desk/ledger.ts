/**
 * The mail ledger. A raw mail is kept before anybody tries to understand it, and every mail ends in exactly one
 * bucket: ticket, follow-up, auto-reply, bounce, list, duplicate or quarantined.
 */
import type { MailBucket, MailLedger, ParsedMail } from '../../channels/email/index.ts'
import { toInbound } from '../../channels/email/index.ts'
import type { Receive } from '../../channels/channel.ts'
import type { Db } from '../../db/index.ts'
import { findMail, hasOtherMail, insertMail, listUnsortedMails, setMailFate } from '../../db/mails.ts'
import { findTicketsByMailIds } from '../../db/mail-ids.ts'
import { notFound } from '../errors.ts'
import { isStorageFull } from '../errors.ts'
import type { Logger } from '../log.ts'
import type { Files } from './files.ts'

type Parse = (raw: Buffer, mailId: number) => Promise<ParsedMail>
interface Fate {
  bucket: MailBucket
  ticketId?: number
  messageId?: number
  error?: string
}

export function createLedger(deps: { db: Db; rawMails: Files; receive: Receive; log: Logger }) {
  const { db, rawMails, log } = deps

  const ledger: MailLedger = {
    async takeIn(raw, source, parse) {
      const sha256 = await rawMails.keep(raw)
      const mailId = await db.write((tx) =>
        insertMail(tx, { sha256, size: raw.length, source, now: Date.now() }),
      )
      return { mailId, bucket: await sort(mailId, sha256, raw, parse) }
    },
  }

  /** Understands a kept mail and records its fate. Throws only when nothing can be stored. */
  async function sort(mailId: number, sha256: string, raw: Buffer, parse: Parse): Promise<MailBucket> {
    const fate = await understand(mailId, sha256, raw, parse)
    await db.write((tx) => setMailFate(tx, mailId, fate))
    return fate.bucket
  }

  async function understand(mailId: number, sha256: string, raw: Buffer, parse: Parse): Promise<Fate> {
    try {
      const parsed = await parse(raw, mailId)
      const inbound = toInbound(parsed, { mailId, sha256 })
      if (parsed.kind !== 'message') return await setAside(parsed, inbound.mail)
      const received = await deps.receive(inbound)
      const { ticketId, messageId } = received
      const isOwn = received.outcome === 'duplicate' && !(await hasOtherMail(db.read, messageId, mailId))
      // Replayed, or cut short before its fate was written: the message in the thread is this very mail.
      const bucket = isOwn ? (received.seq === 1 ? 'ticket' : 'follow-up') : received.outcome
      return { bucket, ticketId, messageId }
    } catch (error) {
      if (isStorageFull(error) || isDatabaseDown(error)) throw error
      log.error({ err: error, mailId }, 'a mail could not be understood; it is kept in quarantine')
      return {
        bucket: 'quarantined',
        error: error instanceof Error ? `${error.name}: ${error.message}` : 'unknown',
      }
    }
  }

  /** Machines' mail opens no ticket; where it speaks of a known one, the ledger says which. */
  async function setAside(
    parsed: ParsedMail,
    mail: { inReplyTo: string[]; references: string[] } | undefined,
  ): Promise<Fate> {
    const about = [
      ...(mail?.inReplyTo ?? []),
      ...(mail?.references ?? []),
      parsed.bounce?.originalMessageId ?? '',
    ]
    const [ticket] = await findTicketsByMailIds(
      db.read,
      about.filter((id) => id !== ''),
    )
    const bucket = parsed.kind === 'list' || parsed.kind === 'auto-reply' ? parsed.kind : 'bounce'
    return ticket ? { bucket, ticketId: ticket.id } : { bucket }
  }

  return {
    ...ledger,
    /** Takes a kept mail in again, e.g. after the parser was mended. */
    async replay(id: number, parse: Parse): Promise<MailBucket> {
      const mail = await findMail(db.read, id)
      if (!mail) throw notFound('mail')
      return sort(mail.id, mail.sha256, await rawMails.read(mail.sha256), parse)
    },
    /** Mails that were kept when the process ended before it understood them. */
    async sortLeftovers(parse: Parse): Promise<number> {
      const mails = await listUnsortedMails(db.read)
      for (const mail of mails) await sort(mail.id, mail.sha256, await rawMails.read(mail.sha256), parse)
      return mails.length
    },
  }
}

export type Ledger = ReturnType<typeof createLedger>

/** PostgreSQL out of reach (class 08, 57P0x) or the driver's own words for it: try again later, nothing is wrong with the mail. */
function isDatabaseDown(error: unknown): boolean {
  const code = String((error as { code?: unknown } | null)?.code ?? '')
  return /^(08|57P|ECONN|ETIMEDOUT|EPIPE|SQLITE_(IOERR|READONLY|BUSY|CANTOPEN))/.test(code)
}

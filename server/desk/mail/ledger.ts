/**
 * The mail ledger. A raw mail is kept before anybody tries to understand it, and every mail ends in exactly one
 * bucket: ticket, follow-up, auto-reply, bounce, list, duplicate or quarantined. Its line is written in the commit
 * of what became of it; a mail cut off before that was never acknowledged, so its sender sends it again.
 */
import type { Authenticity } from '../../../channels/contract/mail.ts'
import {
  glanceAt,
  toInbound,
  NotReadYet,
  type MailBucket,
  type MailLedger,
  type ParsedMail,
  type Turn,
} from '../../../channels/email/index.ts'
import type { Db, Tx } from '../../../db/index.ts'
import {
  findMail,
  findUnderstoodMail,
  insertMail,
  setMailFate,
  type MailFate,
  type MailHead,
} from '../../../db/mails.ts'
import { findTicketsByMailIds } from '../../../db/mail-ids.ts'
import { isStorageFull, isUnavailable, notFound } from '../../errors.ts'
import type { Logger } from '../../log.ts'
import { failBounced } from './bounced.ts'
import { mailHead } from './mail-head.ts'
import type { DeskReceive } from '../receive.ts'
import type { RawMails } from './raw-mails.ts'
import { writeInTurn } from './write-in-turn.ts'

type Parse = (raw: Buffer) => Promise<ParsedMail>
/** Writes a mail's line into the ledger, in the transaction of what became of it. */
type WriteFate = (tx: Tx, fate: MailFate, head: MailHead) => Promise<unknown>

/** A mail whose bytes are on disk. */
interface Kept {
  sha256: string
  raw: Buffer
  parse: Parse
  turn?: Turn | undefined
}

export function createLedger(deps: { db: Db; rawMails: RawMails; receive: DeskReceive; log: Logger }) {
  const { db, rawMails, log } = deps

  const ledger: MailLedger = {
    async takeIn(raw, source, parse, turn) {
      const sha256 = await rawMails.keep(raw)
      const mail = { sha256, size: raw.length, source, now: Date.now() }
      const before = await findUnderstoodMail(db.read, sha256)
      if (before) {
        // The same bytes are the same mail, whatever the parser of today would make of them.
        const { ticket_id: ticketId, message_id: messageId, from_address, from_name, subject, auth } = before
        const fate: MailFate = {
          bucket: 'duplicate',
          ...(ticketId && { ticketId }),
          ...(messageId && { messageId }),
        }
        const head = { from_address, from_name, subject, auth }
        await writeInTurn(db, turn, (tx) => insertMail(tx, mail, fate, head))
        return fate.bucket
      }
      return sort({ sha256, raw, parse, turn }, (tx, fate, head) => insertMail(tx, mail, fate, head))
    },
  }

  /** Understands a kept mail; it and its fate are one commit. Throws only when nothing can be stored. */
  async function sort({ sha256, raw, parse, turn }: Kept, writeFate: WriteFate): Promise<MailBucket> {
    let head: MailHead | null = null
    try {
      const parsed = await parse(raw)
      const read = (head = mailHead(parsed))
      const inbound = toInbound(parsed, { sha256 })
      if (parsed.kind !== 'message') {
        return await writeInTurn(db, turn, async (tx) => {
          const fate = await fateOfMachines(tx, parsed, inbound.mail)
          await writeFate(tx, fate, read)
          if (parsed.bounce) await failBounced(tx, parsed.bounce)
          return fate.bucket
        })
      }
      const received = await deps.receive(
        inbound,
        (tx, { outcome, ticketId, messageId }) =>
          writeFate(tx, { bucket: outcome, ticketId, messageId }, read),
        turn,
      )
      return received.outcome
    } catch (error) {
      if (error instanceof NotReadYet || isStorageFull(error) || isUnavailable(error)) throw error
      log.error({ err: error, sha256 }, 'a mail could not be understood; it is kept in quarantine')
      const words = error instanceof Error ? `${error.name}: ${error.message}` : 'unknown'
      const glance = head ?? mailHead(glanceAt(raw))
      await writeInTurn(db, turn, (tx) => writeFate(tx, { bucket: 'quarantined', error: words }, glance))
      return 'quarantined'
    }
  }

  return {
    ...ledger,
    /** Takes a kept mail in again, e.g. after the parser was mended. What it had become before, it stays. */
    async replay(id: number, parse: Parse): Promise<MailBucket> {
      const mail = await findMail(db.read, id)
      if (!mail) throw notFound('mail')
      // Among them answers of ours, which were read in from the sent mails and would now come in as somebody's.
      if (mail.bucket !== null && mail.message_id !== null) return mail.bucket
      const raw = await rawMails.read(mail.sha256)
      // What was found out when it came: who handed it to us is not known any more.
      const parseKnown: Parse = async (bytes) => {
        const parsed = await parse(bytes)
        return mail.auth ? { ...parsed, authenticity: JSON.parse(mail.auth) as Authenticity } : parsed
      }
      return sort({ sha256: mail.sha256, raw, parse: parseKnown }, (tx, fate, head) =>
        setMailFate(tx, id, fate, head),
      )
    },
  }
}

/** Machines' mail opens no ticket; where it speaks of a known one, the ledger says which. */
async function fateOfMachines(
  tx: Tx,
  parsed: ParsedMail,
  mail: { inReplyTo: string[]; references: string[] } | undefined,
): Promise<MailFate> {
  const about = [
    ...(mail?.inReplyTo ?? []),
    ...(mail?.references ?? []),
    parsed.bounce?.originalMessageId ?? '',
  ]
  const [ticket] = await findTicketsByMailIds(
    tx,
    about.filter((id) => id !== ''),
  )
  // A complaint report (RFC 5965) is no bounce, but like one it comes from a mail server about mail of ours.
  const bucket = parsed.kind === 'list' || parsed.kind === 'auto-reply' ? parsed.kind : 'bounce'
  return ticket ? { bucket, ticketId: ticket.id } : { bucket }
}

export type Ledger = ReturnType<typeof createLedger>

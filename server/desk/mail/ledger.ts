/**
 * The mail ledger. Every mail ends in exactly one bucket: ticket, follow-up, auto-reply, bounce, list, duplicate or
 * quarantined. Its bytes, its line and what became of it are one commit; a mail cut off before that was never
 * acknowledged, so its sender sends it again. Reading it cannot end this process, whatever is in it.
 */
import type { Inbound } from '../../../channels/contract/inbound.ts'
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
import type { MailRow } from '../../../db/schema/mail.ts'
import {
  findMail,
  findUnderstoodMail,
  insertMail,
  setMailFate,
  type MailFate,
  type MailHead,
} from '../../../db/mails.ts'
import { isStorageFull, isUnavailable, notFound, TanyaError } from '../../errors.ts'
import type { Logger } from '../../log.ts'
import type { Files } from '../files.ts'
import { prepareMachineMail } from './machine-mail.ts'
import { fateOf } from './mail-fate.ts'
import { mailHead } from './mail-head.ts'
import { isPutAside } from './mail-log.ts'
import type { DeskReceive } from '../receive.ts'
import type { KeptMail, RawMails } from './raw-mails.ts'
import { writeInTurn } from './write-in-turn.ts'

type Parse = (raw: Buffer) => Promise<ParsedMail>
/** Writes a mail's line into the ledger, in the transaction of what became of it. */
type WriteFate = (tx: Tx, sha256: string, fate: MailFate, head: MailHead) => Promise<unknown>

interface Incoming {
  raw: Buffer
  parse: Parse
  turn?: Turn | undefined
  /** False for one that stands in the ledger itself. */
  isRepeatable: boolean
  /** A person said that it is no machine's. */
  isPersons?: boolean
}

export interface LedgerDeps {
  db: Db
  rawMails: RawMails
  attachments: Files
  receive: DeskReceive
  log: Logger
}

export function createLedger(deps: LedgerDeps) {
  const { db, rawMails, receive, log } = deps

  const ledger: MailLedger = {
    takeIn(raw, source, parse, turn) {
      const line = (sha256: string) => ({ sha256, size: raw.length, source, now: Date.now() })
      return sort({ raw, parse, turn, isRepeatable: true }, (tx, sha256, fate, head) =>
        insertMail(tx, line(sha256), fate, head),
      )
    },
  }

  /** Understands a mail; it, its bytes and its fate are one commit. Throws only when nothing can be stored. */
  async function sort(
    { raw, parse, turn, isRepeatable, isPersons = false }: Incoming,
    writeFate: WriteFate,
  ): Promise<MailBucket> {
    let head: MailHead | null = null
    let kept: KeptMail | null = null
    const begun = rawMails.begin(raw)
    try {
      const found = await parse(raw)
      const parsed = isPersons ? ({ ...found, kind: 'message', mayAcknowledge: false } as const) : found
      const read = (head = mailHead(parsed))
      const bytes = (kept = rawMails.prepare(raw, parsed.packed, begun))
      const inbound = isPersons ? afresh(toInbound(parsed, bytes)) : toInbound(parsed, bytes)
      const message = parsed.kind === 'message' ? await receive.prepare(inbound) : null
      const machines = message ? null : await prepareMachineMail(deps, parsed, inbound)
      await bytes.onDisk
      const { bucket, received } = await writeInTurn(db, turn, async (tx) => {
        const mayBeRepeat = (await bytes.write(tx)) && isRepeatable
        const before = mayBeRepeat ? await findUnderstoodMail(tx, bytes.sha256) : undefined
        // The same bytes are the same mail, whatever the parser of today would make of them.
        const received = before ? undefined : await message?.store(tx)
        const fate = before
          ? fateOf('duplicate', before.ticket_id, before.message_id)
          : received
            ? fateOf(received.outcome, received.ticketId, received.messageId)
            : await machines?.settle(tx)
        if (!fate) throw new Error('a mail is somebody’s or a machine’s')
        await writeFate(tx, bytes.sha256, fate, before ? headOf(before) : read)
        return { bucket: fate.bucket, received }
      })
      if (received) message?.tell(received)
      return bucket
    } catch (error) {
      if (error instanceof NotReadYet || isStorageFull(error) || isUnavailable(error)) throw error
      const bytes = kept ?? rawMails.prepare(raw, undefined, begun)
      const { sha256 } = bytes
      log.error({ err: error, sha256 }, 'a mail could not be understood; it is kept in quarantine')
      const words = error instanceof Error ? `${error.name}: ${error.message}` : 'unknown'
      const glance = head ?? mailHead(glanceAt(raw))
      await bytes.onDisk
      await writeInTurn(db, turn, async (tx) => {
        await bytes.write(tx)
        await writeFate(tx, sha256, { bucket: 'quarantined', error: words }, glance)
      })
      return 'quarantined'
    }
  }

  return {
    ...ledger,
    /**
     * What was put aside as a machine's or a list's is somebody's question: an agent says so. It opens a ticket of its own,
     * for nobody looked into who sent it. Throws `not-found`, and `conflict` where it was not put aside.
     */
    async openTicket(id: number, parse: Parse): Promise<MailBucket> {
      const mail = await findMail(db.read, id)
      if (!mail) throw notFound('mail')
      if (!isPutAside(mail)) throw new TanyaError('conflict', 'This mail was not put aside.')
      const raw = await rawMails.read(mail.sha256)
      return sort({ raw, parse, isRepeatable: false, isPersons: true }, (tx, _sha256, fate, head) =>
        setMailFate(tx, id, fate, head),
      )
    },
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
      return sort({ raw, parse: parseKnown, isRepeatable: false }, (tx, _sha256, fate, head) =>
        setMailFate(tx, id, fate, head),
      )
    },
  }
}

function headOf({ from_address, from_name, subject, auth }: MailRow): MailHead {
  return { from_address, from_name, subject, auth }
}

/** Whatever it names, it begins a ticket. */
function afresh(inbound: Inbound): Inbound {
  const nothingNamed = { inReplyTo: [], references: [], ticketNumbers: [], plusTags: [] }
  return { ...inbound, ...(inbound.mail && { mail: { ...inbound.mail, ...nothingNamed } }) }
}

export type Ledger = ReturnType<typeof createLedger>

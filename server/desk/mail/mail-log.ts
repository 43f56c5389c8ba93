/** The mail log: what came in, from whom, and what became of it. */
import type { Db } from '../../../db/index.ts'
import { findInMailLog, listMailLog, type MailLogFilter, type MailLogRow } from '../../../db/mail-log.ts'
import { countMails, countUnsettledMails, settleQuarantined } from '../../../db/mails.ts'
import { notFound, TanyaError } from '../../errors.ts'
import type { Mail, MailPage } from '../../wire/mail.ts'
import { iso, isoOrNull } from '../iso.ts'
import type { RawMails } from './raw-mails.ts'

export type MailLog = ReturnType<typeof createMailLog>

export function createMailLog({ db, rawMails }: { db: Db; rawMails: RawMails }) {
  async function find(id: number): Promise<MailLogRow> {
    const row = await findInMailLog(db.read, id)
    if (!row) throw notFound('mail')
    return row
  }

  return {
    async page(filter: MailLogFilter, limit: number): Promise<MailPage> {
      const [rows, counts, calling] = await Promise.all([
        listMailLog(db.read, filter, limit + 1),
        countMails(db.read),
        countUnsettledMails(db.read),
      ])
      const items = rows.slice(0, limit)
      const nextCursor = rows.length > limit ? String(items.at(-1)?.id) : null
      return { items: items.map(presentMail), nextCursor, counts, calling }
    },

    /** Somebody saw to it that nobody waits: it stays in quarantine, and calls no more. */
    async settle(id: number, agentId: number): Promise<Mail> {
      await find(id)
      if (!(await db.write((tx) => settleQuarantined(tx, id, agentId, Date.now()))))
        throw new TanyaError('conflict', 'This mail is not in quarantine.')
      return presentMail(await find(id))
    },

    one: async (id: number): Promise<Mail> => presentMail(await find(id)),

    /** The mail as it came, byte for byte. */
    async raw(id: number): Promise<Buffer> {
      const { sha256 } = await find(id)
      return rawMails.read(sha256).catch((error: NodeJS.ErrnoException) => {
        throw error.code === 'ENOENT' ? notFound('raw mail any more') : error
      })
    },
  }
}

/** Sorted as no person's, and in no thread: perhaps wrongly so. */
export function isPutAside({ bucket, message_id }: Pick<MailLogRow, 'bucket' | 'message_id'>): boolean {
  return message_id === null && (bucket === 'list' || bucket === 'auto-reply' || bucket === 'bounce')
}

function presentMail(row: MailLogRow): Mail {
  return {
    id: row.id,
    receivedAt: iso(row.received_at),
    from: { address: row.from_address, name: row.from_name },
    subject: row.subject,
    bucket: row.bucket,
    error: row.error,
    settledAt: isoOrNull(row.settled_at),
    source: row.source,
    size: row.size,
    putAside: isPutAside(row),
    ticket:
      row.ticket_id === null || row.ticket_number === null
        ? null
        : { id: row.ticket_id, number: row.ticket_number, subject: row.ticket_subject ?? '' },
  }
}

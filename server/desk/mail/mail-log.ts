/** The mail log: what came in, from whom, and what became of it. */
import type { Db } from '../../../db/index.ts'
import { findInMailLog, listMailLog, type MailLogFilter, type MailLogRow } from '../../../db/mail-log.ts'
import { countMails } from '../../../db/mails.ts'
import { notFound } from '../../errors.ts'
import type { Mail, MailPage } from '../../wire-mail.ts'
import type { Files } from '../files.ts'

export type MailLog = ReturnType<typeof createMailLog>

export function createMailLog({ db, rawMails }: { db: Db; rawMails: Files }) {
  async function find(id: number): Promise<MailLogRow> {
    const row = await findInMailLog(db.read, id)
    if (!row) throw notFound('mail')
    return row
  }

  return {
    async page(filter: MailLogFilter, limit: number): Promise<MailPage> {
      const [rows, counts] = await Promise.all([listMailLog(db.read, filter, limit + 1), countMails(db.read)])
      const items = rows.slice(0, limit)
      const nextCursor = rows.length > limit ? String(items.at(-1)?.id) : null
      return { items: items.map(presentMail), nextCursor, counts }
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

function presentMail(row: MailLogRow): Mail {
  return {
    id: row.id,
    receivedAt: new Date(row.received_at).toISOString(),
    from: { address: row.from_address, name: row.from_name },
    subject: row.subject,
    bucket: row.bucket,
    error: row.error,
    source: row.source,
    size: row.size,
    ticket:
      row.ticket_id === null || row.ticket_number === null
        ? null
        : { id: row.ticket_id, number: row.ticket_number, subject: row.ticket_subject ?? '' },
  }
}

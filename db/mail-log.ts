/** The ledger as people look through it: the newest first, by bucket and by words. */
import { sql, type Expression, type SqlBool } from 'kysely'
import type { Queryable } from './db.ts'
import type { MailBucket, MailRow } from './schema/mail.ts'

export interface MailLogRow extends MailRow {
  ticket_number: string | null
  ticket_subject: string | null
}

export interface MailLogFilter {
  bucket?: MailBucket | undefined
  /** Somewhere in subject, sender or ticket number. */
  words?: string | undefined
  /** The page begins below this id. */
  beforeId?: number | undefined
}

export function listMailLog(db: Queryable, filter: MailLogFilter, limit: number): Promise<MailLogRow[]> {
  const { bucket, words, beforeId } = filter
  let query = selectLog(db)
  if (bucket !== undefined) query = query.where('mails.bucket', '=', bucket)
  if (words !== undefined) query = query.where(holding(words))
  if (beforeId !== undefined) query = query.where('mails.id', '<', beforeId)
  return query.orderBy('mails.id', 'desc').limit(limit).execute()
}

export function findInMailLog(db: Queryable, id: number): Promise<MailLogRow | undefined> {
  return selectLog(db).where('mails.id', '=', id).executeTakeFirst()
}

function selectLog(db: Queryable) {
  return db
    .selectFrom('mails')
    .leftJoin('tickets', 'tickets.id', 'mails.ticket_id')
    .selectAll('mails')
    .select(['tickets.number as ticket_number', 'tickets.subject as ticket_subject'])
}

function holding(words: string): Expression<SqlBool> {
  const pattern = `%${words.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`
  const columns = ['mails.subject', 'mails.from_address', 'mails.from_name', 'tickets.number']
  const conditions = columns.map((column) => sql`lower(${sql.ref(column)}) like ${pattern} escape '\\'`)
  return sql<SqlBool>`(${sql.join(conditions, sql` or `)})`
}

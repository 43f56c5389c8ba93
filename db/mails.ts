import { sql } from 'kysely'
import type { Queryable, Tx } from './db.ts'
import { prepared } from './prepared.ts'
import type { MailBucket, MailRow, NewMail } from './schema/mail.ts'

export interface MailFate {
  bucket: MailBucket
  ticketId?: number
  messageId?: number
  error?: string
}

/** What a line of the log shows of a mail, as far as it could be read. */
export type MailHead = Partial<Pick<MailRow, 'from_address' | 'from_name' | 'subject' | 'auth'>>

export async function insertMail(
  tx: Tx,
  mail: { sha256: string; size: number; source: string; now: number },
  fate: MailFate,
  head: MailHead = {},
): Promise<void> {
  const { sha256, size, source, now: received_at } = mail
  await insertMails(tx, { sha256, size, source, received_at, ...fateColumns(fate), ...head })
}

const insertMails = prepared((db, mail: NewMail) => db.insertInto('mails').values(mail))

export function findMail(db: Queryable, id: number): Promise<MailRow | undefined> {
  return db.selectFrom('mails').selectAll().where('id', '=', id).executeTakeFirst()
}

/** An earlier delivery of the same bytes that was understood: what became a message before what was set aside. */
export async function findUnderstoodMail(db: Queryable, sha256: string): Promise<MailRow | undefined> {
  return (await selectUnderstood(db, { sha256 }))[0]
}

const selectUnderstood = prepared((db, { sha256 }: { sha256: string }) =>
  db
    .selectFrom('mails')
    .selectAll()
    .where('sha256', '=', sha256)
    .where('bucket', '!=', sql.lit('quarantined'))
    .orderBy(sql`case when message_id is null then 1 else 0 end`)
    .limit(sql.lit(1)),
)

/** Those of these sources from which a mail was taken in. */
export async function findSources(db: Queryable, sources: string[]): Promise<string[]> {
  if (sources.length === 0) return []
  const rows = await db.selectFrom('mails').select('source').where('source', 'in', sources).execute()
  return rows.map(({ source }) => source)
}

export async function setMailFate(tx: Tx, id: number, fate: MailFate, head: MailHead): Promise<void> {
  await tx
    .updateTable('mails')
    .set({ ...fateColumns(fate), ...head })
    .where('id', '=', id)
    .execute()
}

/** Somebody saw to a mail in quarantine; false when it is not there. */
export async function settleQuarantined(tx: Tx, id: number, agentId: number, now: number): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('mails')
    .set({ settled_at: now, settled_by: agentId })
    .where('id', '=', id)
    .where('bucket', '=', 'quarantined')
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** How many in quarantine nobody has seen to yet. */
export async function countUnsettledMails(db: Queryable): Promise<number> {
  const row = await db
    .selectFrom('mails')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('bucket', '=', 'quarantined')
    .where('settled_at', 'is', null)
    .executeTakeFirstOrThrow()
  return Number(row.n)
}

function fateColumns(fate: MailFate) {
  return {
    bucket: fate.bucket,
    ticket_id: fate.ticketId ?? null,
    message_id: fate.messageId ?? null,
    error: fate.error ?? null,
  }
}

/** The ledger's lines in the order of arrival, after `afterId`. */
export function listMails(
  db: Queryable,
  { bucket, afterId, limit }: { bucket: MailBucket | null; afterId: number; limit: number },
): Promise<(MailRow & { ticketNumber: string | null })[]> {
  return db
    .selectFrom('mails')
    .leftJoin('tickets', 'tickets.id', 'mails.ticket_id')
    .selectAll('mails')
    .select('tickets.number as ticketNumber')
    .where('mails.id', '>', afterId)
    .$if(bucket !== null, (query) => query.where('mails.bucket', '=', bucket))
    .orderBy('mails.id')
    .limit(limit)
    .execute()
}

const none: Record<MailBucket, number> = {
  ticket: 0,
  'follow-up': 0,
  'auto-reply': 0,
  bounce: 0,
  list: 0,
  duplicate: 0,
  quarantined: 0,
}

/** Every bucket with what is in it, the empty ones too; together they are every mail that was ever taken in. */
export async function countMails(db: Queryable): Promise<Record<string, number>> {
  const rows = await db
    .selectFrom('mails')
    .select((eb) => ['bucket', eb.fn.countAll<number>().as('n')])
    .groupBy('bucket')
    .execute()
  return { ...none, ...Object.fromEntries(rows.map((row) => [row.bucket ?? 'unsorted', Number(row.n)])) }
}

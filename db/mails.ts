import type { Queryable, Tx } from './db.ts'
import { firstOrThrow, prepared } from './prepared.ts'
import type { MailBucket, MailRow } from './schema.ts'

export interface MailFate {
  bucket: MailBucket
  ticketId?: number
  messageId?: number
  error?: string
}

export async function insertMail(
  tx: Tx,
  mail: { sha256: string; size: number; source: string; now: number },
  fate: MailFate,
): Promise<number> {
  const { sha256, size, source, now: received_at } = mail
  return firstOrThrow(await insertMails(tx, { sha256, size, source, received_at, ...fateColumns(fate) })).id
}

const insertMails = prepared((db, mail: Omit<MailRow, 'id'>) =>
  db.insertInto('mails').values(mail).returning('id'),
)

export function findMail(db: Queryable, id: number): Promise<MailRow | undefined> {
  return db.selectFrom('mails').selectAll().where('id', '=', id).executeTakeFirst()
}

/** An earlier delivery of the same bytes that became a message, or was known as one. */
export async function findMailOfMessage(db: Queryable, sha256: string): Promise<MailRow | undefined> {
  return (await selectMailsOfMessages(db, { sha256 }))[0]
}

const selectMailsOfMessages = prepared((db, { sha256 }: { sha256: string }) =>
  db
    .selectFrom('mails')
    .selectAll()
    .where('sha256', '=', sha256)
    .where('message_id', 'is not', null)
    .limit(1),
)

export async function setMailFate(tx: Tx, id: number, fate: MailFate): Promise<void> {
  await tx.updateTable('mails').set(fateColumns(fate)).where('id', '=', id).execute()
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

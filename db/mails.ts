import type { Queryable, Tx } from './index.ts'
import type { MailBucket, MailRow } from './schema.ts'

export async function insertMail(
  tx: Tx,
  mail: { sha256: string; size: number; source: string; now: number },
): Promise<number> {
  const row = await tx
    .insertInto('mails')
    .values({
      sha256: mail.sha256,
      size: mail.size,
      source: mail.source,
      received_at: mail.now,
      bucket: null,
      error: null,
      ticket_id: null,
      message_id: null,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return row.id
}

export function findMail(db: Queryable, id: number): Promise<MailRow | undefined> {
  return db.selectFrom('mails').selectAll().where('id', '=', id).executeTakeFirst()
}

export async function setMailFate(
  tx: Tx,
  id: number,
  fate: { bucket: MailBucket; ticketId?: number; messageId?: number; error?: string },
): Promise<void> {
  await tx
    .updateTable('mails')
    .set({
      bucket: fate.bucket,
      ticket_id: fate.ticketId ?? null,
      message_id: fate.messageId ?? null,
      error: fate.error ?? null,
    })
    .where('id', '=', id)
    .execute()
}

/** Whether another mail than this one became the message. */
export async function hasOtherMail(db: Queryable, messageId: number, mailId: number): Promise<boolean> {
  const other = await db
    .selectFrom('mails')
    .select('id')
    .where('message_id', '=', messageId)
    .where('id', '!=', mailId)
    .limit(1)
    .executeTakeFirst()
  return other !== undefined
}

/** Mails kept but not yet understood: the process ended in between. */
export async function listUnsortedMails(db: Queryable): Promise<MailRow[]> {
  return db.selectFrom('mails').selectAll().where('bucket', 'is', null).orderBy('id').execute()
}

export async function countMails(db: Queryable): Promise<Record<string, number>> {
  const rows = await db
    .selectFrom('mails')
    .select((eb) => ['bucket', eb.fn.countAll<number>().as('n')])
    .groupBy('bucket')
    .execute()
  return Object.fromEntries(rows.map((row) => [row.bucket ?? 'unsorted', Number(row.n)]))
}

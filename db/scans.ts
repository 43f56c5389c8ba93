import type { Queryable, Tx } from './db.ts'

export function findScan(db: Queryable, sha256: string): Promise<{ found: string | null } | undefined> {
  return db.selectFrom('scans').select('found').where('sha256', '=', sha256).executeTakeFirst()
}

export async function insertScan(tx: Tx, sha256: string, found: string | null, now: number): Promise<void> {
  await tx
    .insertInto('scans')
    .values({ sha256, found, created_at: now })
    .onConflict((on) => on.column('sha256').doUpdateSet({ found, created_at: now }))
    .execute()
}

/** What was found in these files, by content; those in which nothing was found are left out. */
export async function findInfected(db: Queryable, sha256s: string[]): Promise<Map<string, string>> {
  if (sha256s.length === 0) return new Map()
  const rows = await db
    .selectFrom('scans')
    .select(['sha256', 'found'])
    .where('sha256', 'in', sha256s)
    .where('found', 'is not', null)
    .execute()
  return new Map(rows.map(({ sha256, found }) => [sha256, found ?? '']))
}

/** Messages that carry a file of this content. */
export function messagesWithFile(
  db: Queryable,
  sha256: string,
): Promise<{ id: number; ticket_id: number }[]> {
  return db
    .selectFrom('attachments')
    .innerJoin('messages', 'messages.id', 'attachments.message_id')
    .select(['messages.id', 'messages.ticket_id'])
    .distinct()
    .where('attachments.sha256', '=', sha256)
    .execute()
}

/** The first of these attachments in which something was found. */
export function findInfectedAmong(
  db: Queryable,
  attachmentIds: number[],
): Promise<{ filename: string; found: string | null } | undefined> {
  return db
    .selectFrom('attachments')
    .innerJoin('scans', 'scans.sha256', 'attachments.sha256')
    .select(['attachments.filename', 'scans.found'])
    .where('attachments.id', 'in', attachmentIds)
    .where('scans.found', 'is not', null)
    .orderBy('attachments.id')
    .executeTakeFirst()
}

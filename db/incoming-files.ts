import type { Queryable, Tx } from './db.ts'
import type { IncomingFileRow } from './schema/texts.ts'

type Key = Pick<IncomingFileRow, 'message_id' | 'place'>

export async function insertIncomingFiles(
  tx: Tx,
  messageId: number,
  files: { url: string; contentType: string }[],
  now: number,
): Promise<void> {
  if (files.length === 0) return
  const rows = files.map(({ url, contentType }, index) => ({
    ...{ message_id: messageId, place: index + 1, url, content_type: contentType },
    ...({ state: 'due', attempts: 0, next_attempt_at: now } as const),
  }))
  await tx.insertInto('incoming_files').values(rows).execute()
}

/** Those that are not kept yet, or never will be. */
export async function findMissingFiles(db: Queryable, messageIds: number[]): Promise<IncomingFileRow[]> {
  if (messageIds.length === 0) return []
  return db
    .selectFrom('incoming_files')
    .selectAll()
    .where('message_id', 'in', messageIds)
    .where('state', '!=', 'kept')
    .orderBy('place')
    .execute()
}

export async function updateIncomingFile(
  tx: Tx,
  { message_id, place }: Key,
  change: Partial<IncomingFileRow>,
): Promise<void> {
  await tx
    .updateTable('incoming_files')
    .set(change)
    .where('message_id', '=', message_id)
    .where('place', '=', place)
    .execute()
}

/** Tries those of a message once more that were given up; false when there are none. */
export async function reviveIncomingFiles(tx: Tx, messageId: number, now: number): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('incoming_files')
    .set({ state: 'due', attempts: 0, next_attempt_at: now })
    .where('message_id', '=', messageId)
    .where('state', '!=', 'kept')
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** Takes what is due for this process until `until`: when it dies in between, another takes it up again. */
export function claimIncomingFiles(
  tx: Tx,
  now: number,
  until: number,
  limit: number,
): Promise<IncomingFileRow[]> {
  return tx
    .updateTable('incoming_files')
    .set((eb) => ({ next_attempt_at: until, attempts: eb('attempts', '+', 1) }))
    .where(({ eb, refTuple, selectFrom }) =>
      eb(
        refTuple('message_id', 'place'),
        'in',
        selectFrom('incoming_files')
          .select(['message_id', 'place'])
          .where('next_attempt_at', '<=', now)
          .orderBy('next_attempt_at')
          .limit(limit)
          .$asTuple('message_id', 'place'),
      ),
    )
    .where('next_attempt_at', '<=', now)
    .returningAll()
    .execute()
}

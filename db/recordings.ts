import type { Queryable, Tx } from './db.ts'
import type { RecordingRow } from './schema/calls.ts'

export function findRecording(db: Queryable, sid: string): Promise<RecordingRow | undefined> {
  return db.selectFrom('recordings').selectAll().where('sid', '=', sid).executeTakeFirst()
}

/** False when it was there already. */
export async function insertRecording(tx: Tx, recording: RecordingRow): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('recordings')
    .values(recording)
    .onConflict((on) => on.doNothing())
    .executeTakeFirst()
  return Number(numInsertedOrUpdatedRows ?? 0) > 0
}

export async function updateRecording(tx: Tx, sid: string, change: Partial<RecordingRow>): Promise<void> {
  await tx.updateTable('recordings').set(change).where('sid', '=', sid).execute()
}

/**
 * Takes what is due for this process until `until`: when it dies in between, another takes it up again.
 */
export async function claimRecordings(
  tx: Tx,
  now: number,
  until: number,
  limit: number,
): Promise<RecordingRow[]> {
  const due = await tx
    .selectFrom('recordings')
    .select('sid')
    .where('next_attempt_at', '<=', now)
    .orderBy('next_attempt_at')
    .limit(limit)
    .execute()
  if (due.length === 0) return []
  return tx
    .updateTable('recordings')
    .set((eb) => ({ next_attempt_at: until, attempts: eb('attempts', '+', 1) }))
    .where(
      'sid',
      'in',
      due.map(({ sid }) => sid),
    )
    .where('next_attempt_at', '<=', now)
    .returningAll()
    .execute()
}

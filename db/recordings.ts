import type { Queryable, Tx } from './db.ts'
import type { RecordingRow } from './schema/calls.ts'

export function findRecording(db: Queryable, sid: string): Promise<RecordingRow | undefined> {
  return db.selectFrom('recordings').selectAll().where('sid', '=', sid).executeTakeFirst()
}

/** Those that were given up, or are being asked for once more after that. */
export async function findMissingRecordings(db: Queryable, messageIds: number[]): Promise<RecordingRow[]> {
  if (messageIds.length === 0) return []
  return db
    .selectFrom('recordings')
    .selectAll()
    .where('message_id', 'in', messageIds)
    .where((eb) =>
      eb.or([eb('state', '=', 'lost'), eb.and([eb('state', '=', 'due'), eb('attempts', '>', 1)])]),
    )
    .execute()
}

/** False when there is none of this message's that was given up. */
export async function reviveRecording(tx: Tx, messageId: number, now: number): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('recordings')
    .set({ state: 'due', attempts: 2, next_attempt_at: now })
    .where('message_id', '=', messageId)
    .where('state', '=', 'lost')
    .executeTakeFirst()
  return Number(numUpdatedRows) > 0
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

/** Takes what is due for this process until `until`: when it dies in between, another takes it up again. */
export function claimRecordings(tx: Tx, now: number, until: number, limit: number): Promise<RecordingRow[]> {
  return tx
    .updateTable('recordings')
    .set((eb) => ({ next_attempt_at: until, attempts: eb('attempts', '+', 1) }))
    .where('sid', 'in', ({ selectFrom }) =>
      selectFrom('recordings')
        .select('sid')
        .where('next_attempt_at', '<=', now)
        .orderBy('next_attempt_at')
        .limit(limit),
    )
    .where('next_attempt_at', '<=', now)
    .returningAll()
    .execute()
}

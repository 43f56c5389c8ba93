import type { Queryable, Tx } from './db.ts'
import type { CallLegRow, NewCallLeg } from './schema/calls.ts'

export function listLegs(db: Queryable, callIds: number[]): Promise<CallLegRow[]> {
  if (callIds.length === 0) return Promise.resolve([])
  return db.selectFrom('call_legs').selectAll().where('call_id', 'in', callIds).orderBy('id').execute()
}

export function findLeg(db: Queryable, id: number): Promise<CallLegRow | undefined> {
  return db.selectFrom('call_legs').selectAll().where('id', '=', id).executeTakeFirst()
}

export function findLegBySid(db: Queryable, sid: string): Promise<CallLegRow | undefined> {
  return db.selectFrom('call_legs').selectAll().where('sid', '=', sid).executeTakeFirst()
}

/** One of the same CallSid is there at most once: it takes its place again. */
export async function putLeg(tx: Tx, leg: NewCallLeg): Promise<CallLegRow> {
  const { place, purpose, asked_by } = leg
  return tx
    .insertInto('call_legs')
    .values(leg)
    .onConflict((on) => on.column('sid').doUpdateSet({ place, purpose, asked_by }))
    .returningAll()
    .executeTakeFirstOrThrow()
}

export async function updateLeg(tx: Tx, id: number, change: Partial<CallLegRow>): Promise<void> {
  await tx.updateTable('call_legs').set(change).where('id', '=', id).execute()
}

/** Addresses to which mail cannot be delivered. All in small letters. */
import type { Queryable, Tx } from './db.ts'
import { prepared } from './prepared.ts'

export interface Undeliverable {
  address: string
  /** In words for people. */
  reason: string
  created_at: number
}

export async function markUndeliverable(tx: Tx, mark: Undeliverable): Promise<void> {
  const { reason, created_at } = mark
  await tx
    .insertInto('undeliverable')
    .values(mark)
    .onConflict((on) => on.column('address').doUpdateSet({ reason, created_at }))
    .execute()
}

/** Mail came from it: somebody is there. */
export async function liftUndeliverable(tx: Tx, address: string): Promise<void> {
  await deleteMark(tx, { address })
}

const deleteMark = prepared((db, { address }: { address: string }) =>
  db.deleteFrom('undeliverable').where('address', '=', address),
)

export async function findUndeliverable(db: Queryable, addresses: string[]): Promise<Undeliverable[]> {
  return addresses.length === 0 ? [] : selectMarks(db, { addresses })
}

const selectMarks = prepared((db, { addresses }: { addresses: string[] }) =>
  db.selectFrom('undeliverable').selectAll().where('address', 'in', addresses),
)

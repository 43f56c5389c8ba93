import { sql } from 'kysely'
import type { Queryable, Tx } from './db.ts'
import { prepared } from './prepared.ts'
import type { AcknowledgementOutcome, AcknowledgementRow } from './schema/outbox.ts'

export async function oweAcknowledgement(
  tx: Tx,
  row: Omit<AcknowledgementRow, 'outcome' | 'settled_at'>,
): Promise<void> {
  await insertOwed(tx, row)
}

const insertOwed = prepared((db, row: Omit<AcknowledgementRow, 'outcome' | 'settled_at'>) =>
  db.insertInto('acknowledgements').values(row),
)

export const owedAtOnce = 20

/** The oldest, up to `owedAtOnce`. */
export function listOwed(db: Queryable): Promise<AcknowledgementRow[]> {
  return selectOwed(db, {})
}

const selectOwed = prepared((db) =>
  db
    .selectFrom('acknowledgements')
    .selectAll()
    .where('outcome', 'is', null)
    .orderBy('ticket_id')
    .limit(sql.lit(owedAtOnce)),
)

/** False when somebody else settled it first. */
export async function settle(
  tx: Tx,
  ticketId: number,
  outcome: AcknowledgementOutcome,
  now: number,
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('acknowledgements')
    .set({ outcome, settled_at: now })
    .where('ticket_id', '=', ticketId)
    .where('outcome', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** Settles as `late` what has been owed since before `time`; returns how many. */
export async function giveUpOwedBefore(tx: Tx, time: number, now: number): Promise<number> {
  const { numUpdatedRows } = await tx
    .updateTable('acknowledgements')
    .set({ outcome: 'late', settled_at: now })
    .where('outcome', 'is', null)
    .where('created_at', '<', time)
    .executeTakeFirst()
  return Number(numUpdatedRows)
}

/** When each was sent since `since`, to one address or to anybody, the latest first. */
export function listSentSince(
  db: Queryable,
  since: number,
  filter: { address?: string; limit: number },
): Promise<Pick<AcknowledgementRow, 'body_digest' | 'settled_at'>[]> {
  let query = db
    .selectFrom('acknowledgements')
    .select(['body_digest', 'settled_at'])
    // Written out, since the index is partial and a bound value would hide from SQLite that it covers the query.
    .where('outcome', '=', sql.lit('sent'))
    .where('settled_at', '>', since)
  if (filter.address !== undefined) query = query.where('address', '=', filter.address)
  return query.orderBy('settled_at', 'desc').limit(filter.limit).execute()
}

export async function deleteAcknowledgementsBefore(tx: Tx, time: number): Promise<void> {
  await tx.deleteFrom('acknowledgements').where('settled_at', '<', time).execute()
}

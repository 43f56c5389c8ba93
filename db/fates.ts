import type { Queryable, Tx } from './db.ts'
import { prepared } from './prepared.ts'
import type { Fate, FateRow } from './schema/learning.ts'

/** All of a ticket, the newest question's first, in the order shown. */
export async function listFates(db: Queryable, ticketId: number): Promise<FateRow[]> {
  return selectFates(db, { ticketId })
}

const selectFates = prepared((db, { ticketId }: { ticketId: number }) =>
  db
    .selectFrom('suggestion_fates')
    .selectAll()
    .where('ticket_id', '=', ticketId)
    .orderBy('message_id', 'desc')
    .orderBy('position'),
)

/** Those that stand already stay as they are. Returns how many were new; `rows` must not be empty. */
export async function insertFates(tx: Tx, rows: FateRow[]): Promise<number> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('suggestion_fates')
    .values(rows)
    .onConflict((on) => on.doNothing())
    .executeTakeFirst()
  return Number(numInsertedOrUpdatedRows ?? 0)
}

/** False when it is no longer as `row` says: somebody was faster. */
export async function updateFate(
  tx: Tx,
  { ticket_id, message_id, answer, fate }: Pick<FateRow, 'ticket_id' | 'message_id' | 'answer' | 'fate'>,
  change: Pick<FateRow, 'fate' | 'agent_id' | 'decided_at'>,
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('suggestion_fates')
    .set(change)
    .where('ticket_id', '=', ticket_id)
    .where('message_id', '=', message_id)
    .where('answer', '=', answer)
    .where('fate', '=', fate)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** How often each answer met each fate, of those shown since. */
export function countFates(
  db: Queryable,
  since: number,
): Promise<{ answer: string; fate: Fate; count: number }[]> {
  return db
    .selectFrom('suggestion_fates')
    .select((eb) => ['answer', 'fate', eb.fn.countAll<number>().as('count')])
    .where('shown_at', '>=', since)
    .groupBy(['answer', 'fate'])
    .execute()
}

import type { Queryable, Tx } from './db.ts'
import type { OutboxRow } from './schema/outbox.ts'

export async function insertOutbox(tx: Tx, row: Omit<OutboxRow, 'attempts' | 'leased_until'>): Promise<void> {
  await tx
    .insertInto('outbox')
    .values({ ...row, attempts: 0, leased_until: null })
    .execute()
}

/**
 * Takes what is due and marks it as being sent. A message waits while an earlier one of its ticket is due or
 * on its way, so that a thread leaves the house in order.
 */
export async function claimDue(
  tx: Tx,
  now: number,
  leasedUntil: number,
  limit: number,
  /** How many mails may be among them. */
  mostMails = Infinity,
): Promise<OutboxRow[]> {
  const due = await tx
    .selectFrom('outbox')
    .selectAll()
    .where('leased_until', 'is', null)
    .where('next_attempt_at', '<=', now)
    .$if(mostMails === 0, (query) => query.where('channel', '!=', 'email'))
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('outbox as earlier')
            .select('earlier.message_id')
            .whereRef('earlier.ticket_id', '=', 'outbox.ticket_id')
            .whereRef('earlier.message_id', '<', 'outbox.message_id')
            .where('earlier.next_attempt_at', '<=', now),
        ),
      ),
    )
    .orderBy('next_attempt_at')
    .limit(limit)
    .execute()
  const claimed: OutboxRow[] = []
  let mails = 0
  for (const row of due) {
    if (row.channel === 'email' && ++mails > mostMails) continue
    const taken = await tx
      .updateTable('outbox')
      .set({ leased_until: leasedUntil, attempts: row.attempts + 1 })
      .where('message_id', '=', row.message_id)
      .where('leased_until', 'is', null)
      .returningAll()
      .executeTakeFirst()
    if (taken) claimed.push(taken)
  }
  return claimed
}

/** Rows whose sender died in the middle. */
export function findAbandoned(db: Queryable, now: number): Promise<OutboxRow[]> {
  return db.selectFrom('outbox').selectAll().where('leased_until', '<=', now).execute()
}

/** Whatever is marked as being sent is taken for abandoned. */
export async function endLeases(tx: Tx): Promise<void> {
  await tx.updateTable('outbox').set({ leased_until: 0 }).where('leased_until', 'is not', null).execute()
}

export async function postpone(tx: Tx, messageId: number, nextAttemptAt: number): Promise<void> {
  await tx
    .updateTable('outbox')
    .set({ leased_until: null, next_attempt_at: nextAttemptAt })
    .where('message_id', '=', messageId)
    .execute()
}

/** Makes a message due now, unless somebody is sending it. */
export async function hurry(
  tx: Tx,
  messageId: number,
  now: number,
): Promise<'hurried' | 'sending' | 'missing'> {
  const row = await tx
    .selectFrom('outbox')
    .select('leased_until')
    .where('message_id', '=', messageId)
    .executeTakeFirst()
  if (!row) return 'missing'
  const change = await tx
    .updateTable('outbox')
    .set({ next_attempt_at: now })
    .where('message_id', '=', messageId)
    .where('leased_until', 'is', null)
    .executeTakeFirst()
  return Number(change.numUpdatedRows) === 1 ? 'hurried' : 'sending'
}

export async function deleteFromOutbox(tx: Tx, messageId: number): Promise<void> {
  await tx.deleteFrom('outbox').where('message_id', '=', messageId).execute()
}

/** Takes it off when nobody is sending it; false when somebody is, or nothing waits. */
export async function deleteUnclaimed(tx: Tx, messageId: number): Promise<boolean> {
  const { numDeletedRows } = await tx
    .deleteFrom('outbox')
    .where('message_id', '=', messageId)
    .where('leased_until', 'is', null)
    .executeTakeFirst()
  return numDeletedRows > 0n
}

/** When the next message is due, in milliseconds since 1970; null when nothing waits. */
export async function nextDueAt(db: Queryable): Promise<number | null> {
  const row = await db
    .selectFrom('outbox')
    .select((eb) => eb.fn.min('next_attempt_at').as('at'))
    .where('leased_until', 'is', null)
    .executeTakeFirst()
  return row?.at ?? null
}

export async function countWaiting(db: Queryable): Promise<number> {
  const row = await db
    .selectFrom('outbox')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow()
  return Number(row.n)
}

import type { Queryable, Tx } from './db.ts'

const firstVersion = 1

/** The version of a ticket's key; whoever never changed theirs has the first. */
export async function linkVersion(db: Queryable, ticketId: number): Promise<number> {
  const row = await db
    .selectFrom('private_links')
    .select('version')
    .where('ticket_id', '=', ticketId)
    .executeTakeFirst()
  return row?.version ?? firstVersion
}

/** From now on the key made before opens nothing. */
export async function raiseLinkVersion(tx: Tx, ticketId: number): Promise<void> {
  await tx
    .insertInto('private_links')
    .values({ ticket_id: ticketId, version: firstVersion + 1, sent_at: null })
    .onConflict((on) =>
      on.column('ticket_id').doUpdateSet((eb) => ({ version: eb('private_links.version', '+', 1) })),
    )
    .execute()
}

/** Notes that the link is sent now; false when it was sent after `since`. */
export async function noteLinkSent(tx: Tx, ticketId: number, since: number, now: number): Promise<boolean> {
  await tx
    .insertInto('private_links')
    .values({ ticket_id: ticketId, version: firstVersion, sent_at: null })
    .onConflict((on) => on.doNothing())
    .execute()
  const { numUpdatedRows } = await tx
    .updateTable('private_links')
    .set({ sent_at: now })
    .where('ticket_id', '=', ticketId)
    .where((eb) => eb.or([eb('sent_at', 'is', null), eb('sent_at', '<', since)]))
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

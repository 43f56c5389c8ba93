/** Mails that an officer passed on, one a ticket, until it is settled whose they are. */
import type { Queryable, Tx } from './db.ts'
import { prepared } from './prepared.ts'
import type { ForwardRow } from './schema/mail.ts'

export async function insertForward(tx: Tx, forward: ForwardRow): Promise<void> {
  await tx.insertInto('forwards').values(forward).execute()
}

export async function findForwards(db: Queryable, ticketIds: number[]): Promise<ForwardRow[]> {
  return ticketIds.length === 0 ? [] : selectForwards(db, { ticketIds })
}

const selectForwards = prepared((db, { ticketIds }: { ticketIds: number[] }) =>
  db.selectFrom('forwards').selectAll().where('ticket_id', 'in', ticketIds),
)

export async function deleteForward(tx: Tx, ticketId: number): Promise<void> {
  await tx.deleteFrom('forwards').where('ticket_id', '=', ticketId).execute()
}

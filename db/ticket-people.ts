import type { Queryable, Tx } from './db.ts'
import { prepared } from './prepared.ts'

/** Somebody in To or Cc. */
export interface MailPerson {
  address: string
  name: string | null
}

/** Remembers who takes part; who is known stays as known. */
export async function addTicketPeople(
  tx: Tx,
  ticketId: number,
  people: readonly MailPerson[],
  now: number,
): Promise<void> {
  for (const { address, name } of people)
    await insertPerson(tx, { ticket_id: ticketId, address, name, created_at: now })
}

const insertPerson = prepared(
  (db, person: { ticket_id: number; address: string; name: string | null; created_at: number }) =>
    db
      .insertInto('ticket_people')
      .values(person)
      .onConflict((on) => on.doNothing()),
)

/** Which of these tickets the owner of an address takes part in. */
export async function ticketsWithPerson(
  db: Queryable,
  ticketIds: readonly number[],
  address: string,
): Promise<number[]> {
  if (ticketIds.length === 0) return []
  const rows = await selectWithPerson(db, { ticketIds: [...ticketIds], address })
  return rows.map((row) => row.ticket_id)
}

const selectWithPerson = prepared((db, { ticketIds, address }: { ticketIds: number[]; address: string }) =>
  db
    .selectFrom('ticket_people')
    .select('ticket_id')
    .where('ticket_id', 'in', ticketIds)
    .where('address', '=', address),
)

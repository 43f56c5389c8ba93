import type { Queryable, Tx } from './db.ts'
import { prepared } from './prepared.ts'

export async function findTags(
  db: Queryable,
  ticketIds: number[],
): Promise<{ ticket_id: number; tag: string }[]> {
  return ticketIds.length === 0 ? [] : selectTags(db, { ticketIds })
}

const selectTags = prepared((db, { ticketIds }: { ticketIds: number[] }) =>
  db
    .selectFrom('ticket_tags')
    .select(['ticket_id', 'tag'])
    .where('ticket_id', 'in', ticketIds)
    .orderBy('tag'),
)

export async function replaceTags(tx: Tx, ticketId: number, tags: string[]): Promise<void> {
  await tx.deleteFrom('ticket_tags').where('ticket_id', '=', ticketId).execute()
  const unique = [...new Set(tags)]
  if (unique.length === 0) return
  await tx
    .insertInto('ticket_tags')
    .values(unique.map((tag) => ({ ticket_id: ticketId, tag })))
    .execute()
}

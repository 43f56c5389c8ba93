import type { Queryable } from './db.ts'

/** Tickets, at most `limit`, from which a mail went to this address after `since`: their contact's, or where answers go. */
export async function findTicketsThatWroteTo(
  db: Queryable,
  { address, since, limit }: { address: string; since: number; limit: number },
): Promise<number[]> {
  const rows = await db
    .selectFrom('messages as m')
    .innerJoin('tickets as t', 't.id', 'm.ticket_id')
    .where('m.direction', '=', 'outbound')
    .where('m.channel', '=', 'email')
    .where('m.delivery_state', '=', 'sent')
    .where('m.created_at', '>', since)
    .where((eb) =>
      eb.or([
        eb('t.reply_to', '=', address),
        eb(
          't.contact_id',
          'in',
          eb
            .selectFrom('identities')
            .select('contact_id')
            .where('kind', '=', 'email')
            .where('address', '=', address),
        ),
      ]),
    )
    .select('t.id')
    .distinct()
    .limit(limit)
    .execute()
  return rows.map(({ id }) => id)
}

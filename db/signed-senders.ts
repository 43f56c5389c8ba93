import { sql } from 'kysely'
import type { Queryable } from './db.ts'
import { prepared } from './prepared.ts'

/** Whether an earlier mail from this address was signed by its domain. Of whom the address is, of nobody else. */
export async function hasSignedBefore(db: Queryable, address: string): Promise<boolean> {
  return (await selectSigned(db, { address })).length > 0
}

const selectSigned = prepared((db, { address }: { address: string }) =>
  db
    .selectFrom('identities')
    .innerJoin('tickets', 'tickets.contact_id', 'identities.contact_id')
    .innerJoin('messages', 'messages.ticket_id', 'tickets.id')
    .select('messages.id')
    .where('identities.kind', '=', 'email')
    .where('identities.address', '=', address)
    .where('identities.owns_address', '=', sql.lit(1))
    .where('messages.from_address', '=', address)
    .where('messages.auth', 'like', sql.lit('%"dkim":"pass","dmarc":"pass"%'))
    .limit(sql.lit(1)),
)

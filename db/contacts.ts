import type { Queryable, Tx } from './index.ts'
import type { ContactRow, IdentityRow } from './schema.ts'

type Kind = IdentityRow['kind']

/** The contact that answers to this address; typed, unproven addresses do not count. */
export function findContactByAddress(
  db: Queryable,
  kind: Kind,
  address: string,
): Promise<ContactRow | undefined> {
  return db
    .selectFrom('identities')
    .innerJoin('contacts', 'contacts.id', 'identities.contact_id')
    .selectAll('contacts')
    .where('identities.kind', '=', kind)
    .where('identities.address', '=', address)
    .where('identities.owns_address', '=', 1)
    .executeTakeFirst()
}

export function insertContact(tx: Tx, name: string | null, now: number): Promise<ContactRow> {
  return tx.insertInto('contacts').values({ name, created_at: now }).returningAll().executeTakeFirstOrThrow()
}

export async function nameContact(tx: Tx, id: number, name: string): Promise<void> {
  await tx.updateTable('contacts').set({ name }).where('id', '=', id).execute()
}

export async function insertIdentity(
  tx: Tx,
  identity: { contactId: number; kind: Kind; address: string; isProven: boolean; now: number },
): Promise<void> {
  const bit = identity.isProven ? 1 : 0
  await tx
    .insertInto('identities')
    .values({
      contact_id: identity.contactId,
      kind: identity.kind,
      address: identity.address,
      is_verified: bit,
      owns_address: bit,
      created_at: identity.now,
    })
    .onConflict((on) => on.columns(['contact_id', 'kind', 'address']).doNothing())
    .execute()
}

export function findContacts(db: Queryable, ids: number[]): Promise<ContactRow[]> {
  if (ids.length === 0) return Promise.resolve([])
  return db.selectFrom('contacts').selectAll().where('id', 'in', ids).execute()
}

export function findIdentities(db: Queryable, contactIds: number[]): Promise<IdentityRow[]> {
  if (contactIds.length === 0) return Promise.resolve([])
  return db.selectFrom('identities').selectAll().where('contact_id', 'in', contactIds).orderBy('id').execute()
}

import { sql } from 'kysely'
import type { Queryable, Tx } from './db.ts'
import { firstOrThrow, prepared } from './prepared.ts'
import type { ContactRow, IdentityRow } from './schema.ts'

type Kind = IdentityRow['kind']

/** The contact that answers to this address; typed, unproven addresses do not count. */
export async function findContactByAddress(
  db: Queryable,
  kind: Kind,
  address: string,
): Promise<ContactRow | undefined> {
  return (await selectByAddress(db, { kind, address }))[0]
}

// The index of owned addresses is partial, and a bound value would hide from SQLite that it covers the query.
const selectByAddress = prepared((db, { kind, address }: { kind: Kind; address: string }) =>
  db
    .selectFrom('identities')
    .innerJoin('contacts', 'contacts.id', 'identities.contact_id')
    .selectAll('contacts')
    .where('identities.kind', '=', kind)
    .where('identities.address', '=', address)
    .where('identities.owns_address', '=', sql.lit(1)),
)

export async function insertContact(tx: Tx, name: string | null, now: number): Promise<ContactRow> {
  return firstOrThrow(await insertContacts(tx, { name, created_at: now }))
}

const insertContacts = prepared((db, contact: { name: string | null; created_at: number }) =>
  db.insertInto('contacts').values(contact).returningAll(),
)

export async function nameContact(tx: Tx, id: number, name: string): Promise<void> {
  await tx.updateTable('contacts').set({ name }).where('id', '=', id).execute()
}

export async function insertIdentity(
  tx: Tx,
  identity: {
    contactId: number
    kind: Kind
    address: string
    isVerified: boolean
    ownsAddress: boolean
    now: number
  },
): Promise<void> {
  await insertIdentities(tx, {
    contact_id: identity.contactId,
    kind: identity.kind,
    address: identity.address,
    is_verified: identity.isVerified ? 1 : 0,
    owns_address: identity.ownsAddress ? 1 : 0,
    created_at: identity.now,
  })
}

const insertIdentities = prepared((db, identity: Omit<IdentityRow, 'id'>) =>
  db
    .insertInto('identities')
    .values(identity)
    .onConflict((on) => on.columns(['contact_id', 'kind', 'address']).doNothing()),
)

export async function findContacts(db: Queryable, ids: number[]): Promise<ContactRow[]> {
  return ids.length === 0 ? [] : selectContacts(db, { ids })
}

const selectContacts = prepared((db, { ids }: { ids: number[] }) =>
  db.selectFrom('contacts').selectAll().where('id', 'in', ids),
)

export async function findIdentities(db: Queryable, contactIds: number[]): Promise<IdentityRow[]> {
  return contactIds.length === 0 ? [] : selectIdentities(db, { contactIds })
}

const selectIdentities = prepared((db, { contactIds }: { contactIds: number[] }) =>
  db.selectFrom('identities').selectAll().where('contact_id', 'in', contactIds).orderBy('id'),
)

import { sql } from 'kysely'
import type { Queryable, Tx } from './db.ts'
import { insertedRow } from './inserted.ts'
import { prepared } from './prepared.ts'
import type { ContactRow, IdentityRow } from './schema/contacts.ts'

type Kind = IdentityRow['kind']

/** The contact that answers to this address; typed, unproven addresses do not count. */
export async function findContactByAddress(
  db: Queryable,
  kind: Kind,
  address: string,
): Promise<ContactRow | undefined> {
  const [owner] = await selectOwner(db, { kind, address })
  return owner && (await selectContacts(db, { ids: [owner.contact_id] }))[0]
}

// The index of owned addresses is partial, and a bound value would hide from SQLite that it covers the query.
const selectOwner = prepared((db, { kind, address }: { kind: Kind; address: string }) =>
  db
    .selectFrom('identities')
    .select('contact_id')
    .where('kind', '=', kind)
    .where('address', '=', address)
    .where('owns_address', '=', sql.lit(1)),
)

/** The newest contacts that only typed this address. */
export async function contactsWhoTyped(db: Queryable, kind: Kind, address: string): Promise<number[]> {
  const typed = await selectTyped(db, { kind, address })
  return typed.map(({ contact_id }) => contact_id)
}

const mostWhoTyped = 5

const selectTyped = prepared((db, { kind, address }: { kind: Kind; address: string }) =>
  db
    .selectFrom('identities')
    .select('contact_id')
    .where('kind', '=', kind)
    .where('address', '=', address)
    .where('owns_address', '=', sql.lit(0))
    .orderBy('contact_id', 'desc')
    .limit(sql.lit(mostWhoTyped)),
)

/** Begins the address of whoever a site vouches for. */
export const personPrefix = 'person:'

/** Whoever a site vouches for behind a contact; null when none does. */
export async function findPerson(db: Queryable, contactId: number): Promise<string | null> {
  const row = await db
    .selectFrom('identities')
    .select('address')
    .where('contact_id', '=', contactId)
    .where('kind', '=', 'chat')
    .where('address', 'like', `${personPrefix}%`)
    .executeTakeFirst()
  return row?.address ?? null
}

/** An address that a contact has, or now gets, is proven; it is theirs alone when nobody else's. */
export async function proveIdentity(
  tx: Tx,
  identity: { contactId: number; kind: Kind; address: string; now: number },
): Promise<void> {
  const { contactId, kind, address, now } = identity
  const owner = await findContactByAddress(tx, kind, address)
  const ownsAddress = owner === undefined || owner.id === contactId
  await insertIdentity(tx, { contactId, kind, address, isVerified: true, ownsAddress, now })
  await tx
    .updateTable('identities')
    .set({ is_verified: 1, owns_address: ownsAddress ? 1 : 0 })
    .where('contact_id', '=', contactId)
    .where('kind', '=', kind)
    .where('address', '=', address)
    .execute()
}

export async function trustContact(tx: Tx, id: number): Promise<void> {
  await tx.updateTable('contacts').set({ is_trusted: 1 }).where('id', '=', id).execute()
}

export function insertContact(tx: Tx, name: string | null, now: number): Promise<ContactRow> {
  return insertContacts(tx, { name, created_at: now })
}

const insertContacts = insertedRow<Pick<ContactRow, 'name' | 'created_at'>, ContactRow>('contacts')

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

/** What was only typed or told; what somebody wrote from or proved stays. */
export async function removeTypedAddresses(tx: Tx, contactId: number, kind: Kind): Promise<void> {
  await tx
    .deleteFrom('identities')
    .where('contact_id', '=', contactId)
    .where('kind', '=', kind)
    .where('owns_address', '=', 0)
    .where('is_verified', '=', 0)
    .execute()
}

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

/** Contacts as the wire shows them, with every way to reach them that is known. */
import { isUnknownSender } from '../../../channels/email/index.ts'
import { findContacts, findIdentities, personPrefix } from '../../../db/contacts.ts'
import type { Queryable } from '../../../db/index.ts'
import type { ContactRow, IdentityRow } from '../../../db/schema/contacts.ts'
import { findUndeliverable, type Undeliverable } from '../../../db/undeliverable.ts'
import type { Contact, Identity } from '../../wire/contact.ts'
import { iso } from '../iso.ts'
import { textingBy } from '../texts/present-texts.ts'

export async function presentContacts(db: Queryable, ids: number[]): Promise<(id: number) => Contact> {
  const [contacts, ways] = await Promise.all([findContacts(db, ids), findIdentities(db, ids)])
  const identities = ways.filter(({ address }) => !isUnknownSender(address))
  const addresses = identities.filter(({ kind }) => kind === 'email').map(({ address }) => address)
  const [marks, textingOf] = await Promise.all([
    findUndeliverable(db, [...new Set(addresses)]),
    textingBy(db, identities),
  ])
  const markOf = new Map(marks.map((mark) => [mark.address, mark]))
  const contactById = new Map(contacts.map((contact) => [contact.id, contact]))
  const identitiesOf = Map.groupBy(identities, (identity) => identity.contact_id)
  return (id) => {
    const contact = contactById.get(id)
    const known = identitiesOf.get(id) ?? []
    return {
      id,
      name: contact?.name ?? null,
      ...proofOf(known, contact),
      identities: known.map((identity) => ({
        kind: identity.kind,
        address: identity.address,
        verified: identity.is_verified === 1,
        ...(isTold(identity) && { told: true as const }),
        ...undeliverableBy(markOf.get(identity.address)),
        ...(identity.kind === 'phone' && textingOf(identity)),
      })),
    }
  }
}

function isTold({ owns_address, is_verified }: IdentityRow): boolean {
  return owns_address === 0 && is_verified === 0
}

function undeliverableBy(mark: Undeliverable | undefined): Pick<Identity, 'undeliverable'> {
  return mark ? { undeliverable: { reason: mark.reason, since: iso(mark.created_at) } } : {}
}

function proofOf(
  identities: IdentityRow[],
  contact: ContactRow | undefined,
): Pick<Contact, 'verified' | 'trusted'> {
  // A chat's own key proves that it is the same browser, not who sits before it.
  const isProof = ({ kind, address, is_verified }: IdentityRow) =>
    is_verified === 1 && (kind !== 'chat' || address.startsWith(personPrefix))
  const verified = identities.some(isProof)
  return {
    verified,
    trusted: verified || contact?.is_trusted === 1,
  }
}

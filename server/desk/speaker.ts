/** Who is writing: the contact behind an inbound message. */
import type { Inbound } from '../../channels/contract/inbound.ts'
import {
  findContactByAddress,
  insertContact,
  insertIdentity,
  nameContact,
  proveIdentity,
} from '../../db/contacts.ts'
import type { Tx } from '../../db/index.ts'
import type { ContactRow } from '../../db/schema/contacts.ts'
import type { TicketRow } from '../../db/schema/tickets.ts'
import { addToSearch } from '../../db/search.ts'
import { listTicketIdsOf } from '../../db/tickets.ts'

/** The contact behind an address; of somebody a site vouches for also by what it has proven of them. */
export async function knownContact(tx: Tx, { from, vouched }: Inbound): Promise<ContactRow | null> {
  for (const { kind, address } of [from, ...(vouched?.addresses ?? [])]) {
    const contact = await findContactByAddress(tx, kind, address)
    if (contact) return contact
  }
  return null
}

/** Whoever writes into a known ticket: the one who owns the address, somebody new (whom a copy went to), else the ticket's own contact (a chat by its key). */
export async function speakerIn(
  tx: Tx,
  ticket: TicketRow,
  inbound: Inbound,
  known: ContactRow | null,
  now: number,
): Promise<ContactRow> {
  if (!known && inbound.mail) return contactFor(tx, inbound, null, now)
  const contact =
    known ??
    (await tx
      .selectFrom('contacts')
      .selectAll()
      .where('id', '=', ticket.contact_id)
      .executeTakeFirstOrThrow())
  if (!contact.name && inbound.from.name) await learnName(tx, contact.id, inbound.from.name)
  return contact
}

/** Whoever begins a ticket: known by an address, or new. */
export async function contactFor(
  tx: Tx,
  inbound: Inbound,
  known: ContactRow | null,
  now: number,
): Promise<ContactRow> {
  const { from } = inbound
  if (known) {
    // A name fills an empty one and never overwrites what stands there.
    if (!known.name && from.name) await learnName(tx, known.id, from.name)
    await keepVouched(tx, known.id, inbound, now)
    return { ...known, name: known.name ?? from.name }
  }
  const contact = await insertContact(tx, from.name, now)
  await insertIdentity(tx, {
    contactId: contact.id,
    kind: from.kind,
    address: from.address,
    // Twilio signs for the numbers of messages, and a chat has its key; From of a mail and a caller's number can be forged.
    isVerified: from.kind !== 'email' && inbound.channel !== 'voice',
    ownsAddress: true,
    now,
  })
  await keepVouched(tx, contact.id, inbound, now)
  // What a mail names in Reply-To is where that one is answered: a form's is another for each who fills it in.
  for (const { kind, address } of inbound.mail ? [] : (inbound.otherAddresses ?? [])) {
    const typed = { kind, address, isVerified: false, ownsAddress: false }
    await insertIdentity(tx, { ...typed, contactId: contact.id, now })
  }
  return contact
}

/** What the site says of them is proven; what else they typed is a way to answer. */
async function keepVouched(tx: Tx, contactId: number, inbound: Inbound, now: number): Promise<void> {
  if (!inbound.vouched) return
  await proveIdentity(tx, { contactId, kind: 'chat', address: inbound.vouched.person, now })
  for (const { kind, address } of inbound.vouched.addresses)
    await proveIdentity(tx, { contactId, kind, address, now })
}

/** By it, all that the contact ever asked is found. */
async function learnName(tx: Tx, contactId: number, name: string): Promise<void> {
  await nameContact(tx, contactId, name)
  for (const ticketId of await listTicketIdsOf(tx, contactId)) await addToSearch(tx, ticketId, name)
}

/** What citizens tell an officer of themselves, on the telephone above all: their name, and where an answer reaches them. */
import { toE164 } from '../../../channels/lib/phone.ts'
import { findIdentities, insertIdentity, nameContact, removeTypedAddresses } from '../../../db/contacts.ts'
import { insertEvent } from '../../../db/events.ts'
import type { Db, Tx } from '../../../db/index.ts'
import type { TicketRow } from '../../../db/schema/tickets.ts'
import { addToSearch } from '../../../db/search.ts'
import { findTicket, listTicketIdsOf } from '../../../db/tickets.ts'
import { invalidField, notFound } from '../../errors.ts'
import type { ParticularsPatch } from '../../wire/contact.ts'

export type Particulars = ReturnType<typeof createParticulars>

export function createParticulars({ db }: { db: Db }) {
  return {
    /**
     * Changes what is named; null takes an address back. What was told proves nothing: it is a way to answer, and opens
     * nobody's history. Throws `not-found`, and `invalid` for a number that is none or where they have an address of their own.
     */
    async change(ticketId: number, patch: ParticularsPatch): Promise<TicketRow> {
      const phone = patch.phone ? toE164(patch.phone) : patch.phone
      if (patch.phone && phone === null) throw invalidField('phone', 'This is not a telephone number.')
      const changed = await db.write(async (tx) => {
        const ticket = await findTicket(tx, ticketId)
        if (!ticket) throw notFound('ticket')
        const now = Date.now()
        const { contact_id: contactId } = ticket
        if (patch.name) await nameContact(tx, contactId, patch.name)
        if (patch.email !== undefined) await setTyped(tx, contactId, 'email', patch.email, now)
        if (phone !== undefined) await setTyped(tx, contactId, 'phone', phone, now)
        const words = [patch.name, patch.email, phone].filter(Boolean).join('\n')
        for (const id of await listTicketIdsOf(tx, contactId)) {
          if (words !== '') await addToSearch(tx, id, words)
          await insertEvent(tx, { type: 'ticket:changed', ticketId: id, now })
        }
        return ticket
      })
      return changed
    },
  }
}

/** In place of the one that was told before. */
async function setTyped(
  tx: Tx,
  contactId: number,
  kind: 'email' | 'phone',
  told: string | null,
  now: number,
): Promise<void> {
  const identities = await findIdentities(tx, [contactId])
  const isOwn = (one: { owns_address: number; is_verified: number }) => one.owns_address + one.is_verified > 0
  if (identities.some((one) => one.kind === kind && isOwn(one)))
    throw invalidField(kind, 'They are answered at an address of their own.')
  await removeTypedAddresses(tx, contactId, kind)
  if (told === null) return
  const address = kind === 'email' ? told.toLowerCase() : told
  await insertIdentity(tx, { contactId, kind, address, isVerified: false, ownsAddress: false, now })
}

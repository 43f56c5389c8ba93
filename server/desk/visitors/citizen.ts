/** Whom an agent has before them. */
import { findBlock } from '../../../db/blocks.ts'
import { findChat } from '../../../db/chats.ts'
import { trustContact } from '../../../db/contacts.ts'
import { insertEvent } from '../../../db/events.ts'
import type { Db } from '../../../db/index.ts'
import type { TicketRow } from '../../../db/schema/tickets.ts'
import { listOtherTickets, updateTicket } from '../../../db/tickets.ts'
import type { Citizen } from '../../wire/citizen.ts'
import { iso } from '../iso.ts'

const earlierShown = 5

export type CitizenOf = ReturnType<typeof createCitizenOf>

export function createCitizenOf({ db }: { db: Db }) {
  return {
    async read(ticket: TicketRow): Promise<Citizen> {
      const chat = await findChat(db.read, ticket.id)
      const block = await findBlock(db.read, ticket.contact_id)
      const earlier = await listOtherTickets(db.read, ticket, earlierShown)
      return {
        visitor: chat ? { page: chat.page, device: chat.device, languages: chat.visitor_language } : null,
        blocked: block ? { reason: block.reason, by: block.name, at: iso(block.created_at) } : null,
        earlier: earlier.map(({ id, number, subject, status, channel, created_at }) => {
          return { id, number, subject, status, channel, createdAt: iso(created_at) }
        }),
      }
    },

    /** Their links may be followed from now on. */
    async trust({ id, contact_id }: TicketRow): Promise<void> {
      await db.write(async (tx) => {
        const now = Date.now()
        await trustContact(tx, contact_id)
        await updateTicket(tx, id, { updated_at: now })
        await insertEvent(tx, { type: 'ticket:changed', ticketId: id, now })
      })
    },
  }
}

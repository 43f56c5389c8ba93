/** Tickets, with who takes part in them. */
import type { Generated, Insertable, Selectable } from 'kysely'
import type { Bit, ChannelName, Millis } from './values.ts'

export interface TicketTables {
  tickets: {
    id: Generated<number>
    number: string
    subject: string
    status: 'new' | 'open' | 'pending' | 'solved' | 'closed'
    priority: 'low' | 'normal' | 'high' | 'urgent'
    channel: ChannelName
    contact_id: number
    assignee_id: number | null
    team_id: number | null
    service: string | null
    language: 'id' | 'en'
    /** A stranger quoted this ticket; an agent decides whether the two belong together. */
    possible_follow_up_of: number | null
    /** E-mail: where its mail asks that answers go, when that is not its From. */
    reply_to: Generated<string | null>
    /** Its messages went on in this ticket. */
    merged_into: Generated<number | null>
    last_seq: number
    preview: string
    is_waiting: Bit
    created_at: Millis
    updated_at: Millis
    last_message_at: Millis
    first_reply_due_at: Millis | null
    resolution_due_at: Millis | null
    first_replied_at: Millis | null
    /** A chat: the agent it is offered to, by whom (null: by itself), and until when. */
    offered_to: Generated<number | null>
    offered_by: Generated<number | null>
    offer_until: Generated<Millis | null>
  }
  /** Who takes part in a ticket by mail besides its contact: whom somebody in it wrote a copy to. */
  ticket_people: { ticket_id: number; address: string; name: string | null; created_at: Millis }
  ticket_tags: { ticket_id: number; tag: string }
  /** The version of the key to a ticket's private page, where it is not the first; raising it takes the key back. */
  private_links: {
    ticket_id: number
    version: number
    /** When the link was last sent to an address of the contact. */
    sent_at: Millis | null
  }
}

export type TicketRow = Selectable<TicketTables['tickets']>
export type NewTicket = Insertable<TicketTables['tickets']>

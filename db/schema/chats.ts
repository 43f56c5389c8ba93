/** What only chats have. */
import type { Generated } from 'kysely'
import type { Bit, Millis } from './values.ts'

export interface ChatTables {
  chats: {
    ticket_id: number
    token_version: number
    ended_at: Millis | null
    rating: number | null
    rating_comment: string | null
    /** Where its visitor began: the page, the device in words, the browser's languages. */
    page: Generated<string | null>
    device: Generated<string | null>
    visitor_language: Generated<string | null>
    /** Keyed hash of the network address; the address itself is not kept. */
    address_key: Generated<string | null>
    /** Up to where in the thread the office has got it, and has looked at it. */
    delivered_seq: Generated<number>
    read_seq: Generated<number>
  }
  /** Who let the offer of a chat pass. */
  chat_passes: { ticket_id: number; agent_id: number; is_declined: Bit; created_at: Millis }
}

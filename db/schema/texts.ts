/** SMS and WhatsApp. */
import type { Selectable } from 'kysely'
import type { Millis } from './values.ts'

export interface TextTables {
  /** What is known of a telephone number that texts: whether it wants no more of it, and when it last wrote by WhatsApp. */
  phones: {
    /** E.164 */
    address: string
    sms_stopped_at: Millis | null
    whatsapp_stopped_at: Millis | null
    whatsapp_wrote_at: Millis | null
  }
  /** Files that came with a text: to be fetched from Twilio and kept. */
  incoming_files: {
    message_id: number
    /** From 1, in the order in which they came. */
    place: number
    url: string
    /** What the sender's telephone called it. */
    content_type: string
    state: 'due' | 'kept' | 'lost'
    attempts: number
    /** Null when nothing is left to do. */
    next_attempt_at: Millis | null
  }
}

export type PhoneRow = Selectable<TextTables['phones']>
export type IncomingFileRow = Selectable<TextTables['incoming_files']>

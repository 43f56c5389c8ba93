/** Messages with their files and answers. */
import type { Generated, Insertable, Selectable } from 'kysely'
import type { Bit, ChannelName, Millis } from './values.ts'

export interface MessageTables {
  messages: {
    id: Generated<number>
    ticket_id: number
    seq: number
    direction: 'inbound' | 'outbound' | 'internal'
    channel: ChannelName
    author_kind: 'contact' | 'agent' | 'system'
    author_id: number | null
    author_name: string | null
    text: string
    quoted: string | null
    html: string | null
    answer: string | null
    answer_version: string | null
    /** Chosen by the citizen's window, unique in the ticket; an agent's stands in `reply_client_id`. */
    client_id: string | null
    reply_client_id: string | null
    /** Unique for ever: Message-ID, MessageSid, the chat's clientId. Null for what agents write. */
    external_id: string | null
    /** E-mail: of sender, subject, text and attachments; tells apart mails that bear the same Message-ID. */
    content_digest: string | null
    delivery_state: DeliveryStateName | null
    delivery_error: string | null
    delivery_note: string | null
    provider_id: string | null
    /** E-mail: what its From says. */
    from_address: Generated<string | null>
    /** E-mail: JSON of `{address, name}[]`, whom it went to besides us, or goes to besides the contact. */
    cc: Generated<string | null>
    /** E-mail: JSON of whether its sender was proven (`server/desk/mail/doubt.ts`); null when nothing is known. */
    auth: Generated<string | null>
    /** JSON of who wrote it and who took it back before it went (`server/desk/later/withdrawn.ts`); else null. */
    withdrawn: Generated<string | null>
    /** Telephone: JSON of what happened in which call (`server/desk/calls/call-events.ts`); null for all else. */
    call_event: Generated<string | null>
    /**
     * Set where an answer was also carried to another address: the last of the answers it repeats. Whoever reads
     * the thread has those already.
     */
    copy_of: Generated<number | null>
    /** JSON of what it carries besides words (`channels/contract/parts.ts`); null for nothing. */
    parts: Generated<string | null>
    /** E-mail: JSON of `string[]`, for whom of To and Cc a mail server took it; a second try goes to the others. */
    reached: Generated<string | null>
    created_at: Millis
  }
  /** Which answers a message carried, in which version; the first also stands in the message itself. */
  message_answers: { message_id: number; answer: string; version: string }
  attachments: {
    id: Generated<number>
    message_id: number | null
    uploaded_by: number | null
    /** Handed in by the citizen of this ticket, for a message that is still to come. */
    for_ticket_id: Generated<number | null>
    filename: string
    content_type: string
    size: number
    sha256: string
    is_inline: Bit
    content_id: string | null
    created_at: Millis
  }
  /** What clamd found in a file, by its SHA-256; null when nothing. */
  scans: { sha256: string; found: string | null; created_at: Millis }
}

export type DeliveryStateName = 'queued' | 'sending' | 'sent' | 'delivered' | 'read' | 'failed' | 'uncertain'

export type MessageRow = Selectable<MessageTables['messages']>
export type AttachmentRow = Selectable<MessageTables['attachments']>
export type NewMessage = Insertable<MessageTables['messages']>
export type NewAttachment = Insertable<MessageTables['attachments']>

/** What goes out, and what the provider said to it. */
import type { OutboundMail } from './mail.ts'
import type { TemplateUse } from './parts.ts'

export interface Sent {
  /** Message-ID, MessageSid … : later delivery reports name it. */
  providerId: string
  /** Most channels know only `sent`; an open chat window knows `delivered`. */
  state: 'sent' | 'delivered'
  /** Where a person finds the result when nothing left the house (an .eml file). Shown to the agent. */
  note?: string
  /** E-mail: how each recipient fared, whom a server may refuse one by one. The one in To was reached, now or before. */
  recipients?: Recipients
}

export interface Recipients {
  /** Addresses for which the message was taken. */
  reached: string[]
  refused: Refusal[]
}

export interface Refusal {
  address: string
  /** The server's reply and status (RFC 5321, 3463), such as `550 5.1.1`. */
  code: string
  isPermanent: boolean
}

export interface OutboundMessage {
  /** The message's id; a channel that can uses it as idempotency key. */
  id: number
  ticket: { id: number; number: string; subject: string }
  /** Address in the channel's own form: mail address, E.164 number, or the ticket id for chat. */
  to: { address: string; name: string | null }
  authorName: string
  /** No person wrote it. E-mail says so, and machines leave it unanswered (RFC 3834 §5). */
  isAutomatic: boolean
  text: string
  language: 'id' | 'en'
  attachments: OutboundAttachment[]
  /** WhatsApp: one of the office's approved templates, whose words `text` has. */
  template?: TemplateUse
  /** E-mail only: fixed before the first try, so that a repeat is recognised (RFC 5322 §3.6.4). */
  mail: OutboundMail | null
}

export interface OutboundAttachment {
  filename: string
  contentType: string
  path: string
  /** Where it can be fetched for a while without signing in; absent for channels that carry the bytes. */
  url?: string
}

/** What comes in, and what became of it. */
import type { ChannelKind } from './channel.ts'
import type { FileContent } from './file-content.ts'
import type { Authenticity, Forwarded, MailPerson } from './mail.ts'
import type { MediaLink, Parts } from './parts.ts'
import type { Visitor, Vouched } from './visitor.ts'

/** One message from a citizen, understood by its channel, not yet stored. */
export interface Inbound {
  channel: ChannelKind
  /** Unique for ever in this channel: Message-ID or hash, MessageSid, the chat's clientId. Never empty. */
  externalId: string
  /** E-mail: of who said what. Another mail that bears the same Message-ID is another mail. */
  contentDigest?: string
  /** For this long, and while nothing else was said in its ticket, the same again is a repeat; later it is news. */
  repeatableMs?: number
  from: { kind: 'email' | 'phone' | 'chat'; address: string; name: string | null }
  /** More ways to answer that the citizen typed; never verified by typing them. */
  otherAddresses?: { kind: 'email' | 'phone'; address: string }[]
  subject: string | null
  /** What the citizen wrote now. `text` + `quoted` is everything: folded, never cut. */
  text: string
  quoted: string | null
  /** Sanitised already; safe to show in a sandboxed frame. */
  html: string | null
  attachments: InboundAttachment[]
  /** Besides words and files. */
  parts?: Parts
  /** Files that are still to be fetched. */
  media?: MediaLink[]
  /** Whoever wrote STOP or START was answered by the provider. */
  isOptOutConfirmed?: boolean
  /** When the sender says it was sent; clamped to now by the desk. */
  sentAt: Date | null
  /** An automatic answer may go back: by what the channel knows, neither a machine, nor a list, nor we wrote this. */
  mayAcknowledge?: boolean
  language?: 'id' | 'en'
  /** What the citizen put a new question under; becomes a tag of its ticket. */
  topic?: string
  /** Files that were handed in for `ticketId` before the message, by their ids. */
  uploads?: readonly number[]
  /** The ticket the channel already knows (a chat's own). */
  ticketId?: number
  /** E-mail threading (RFC 5322 §3.6.4): every id named, and each ticket number found in subject or plus-address. */
  mail?: {
    messageId: string | null
    inReplyTo: string[]
    references: string[]
    ticketNumbers: string[]
    /** Behind the plus of each address it went to. */
    plusTags: string[]
    baseSubject: string
    /** Whom it went to, in To and Cc, the office among them. Small letters. */
    people: MailPerson[]
    /** Null when it was not looked into, or could not be. */
    authenticity: Authenticity | null
    /** Somebody else's mail that this one passes on. */
    forwarded: Forwarded | null
  }
  clientId?: string
  /** A chat's first message: where its visitor is. */
  visitor?: Visitor
  /** Whoever the site that carries the chat vouches for. */
  vouched?: Vouched
}

export interface InboundAttachment {
  filename: string
  contentType: string
  content: FileContent
  inline: boolean
  contentId: string | null
}

/** What became of an inbound message. */
export interface Received {
  ticketId: number
  ticketNumber: string
  messageId: number
  seq: number
  /** `duplicate`: this externalId was stored before; nothing changed. */
  outcome: 'ticket' | 'follow-up' | 'duplicate'
}

/** Resolves when the message is safely on disk; only then may a channel acknowledge to its provider. */
export type Receive = (inbound: Inbound) => Promise<Received>

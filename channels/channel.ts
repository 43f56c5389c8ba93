/**
 * What every channel is: the one contract between a way of reaching citizens and the desk.
 * A channel turns what arrives into an `Inbound`, hands it to `desk.receive`, and sends finished words.
 * It sees no template and no table.
 */
import type { Router } from 'express'

export const channelKinds = ['email', 'chat', 'sms', 'whatsapp', 'voice', 'video', 'web'] as const
export type ChannelKind = (typeof channelKinds)[number]

export interface Channel {
  kind: ChannelKind
  /** Begins taking in. Resolves when the channel listens; throws one clear sentence when it cannot. */
  start(): Promise<void>
  /** Stops taking in and waits for work in hand. */
  stop(): Promise<void>
  /**
   * Sends one message. Resolves with what the provider calls it once the provider has accepted it;
   * throws `ChannelError` otherwise. Called at most once at a time for one message.
   */
  send(message: OutboundMessage): Promise<Sent>
  /** True when sending the same message twice reaches a person once, so that a broken-off try may be repeated. */
  isRepeatable?: boolean
  /** How many messages it sends side by side; absent means any number. The others wait in the outbox. */
  lines?: number
  /** How much one message can hold. What is more is refused before it is queued; absent means that all can be sent. */
  limits?: {
    /** In UTF-16 units. */
    textLength: number
    /** How many files. */
    attachments: number
  }
  /** Express routes the channel needs outside `/api` (webhooks). Mounted at `/`, before any body parser. */
  routes?: Router
  /** Names each way in that was lost (for `/readyz`); absent means the channel cannot know. */
  lost?(): string[]
}

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
  /** E-mail only: fixed before the first try, so that a repeat is recognised (RFC 5322 §3.6.4). */
  mail: OutboundMail | null
}

export interface OutboundMail {
  messageId: string
  inReplyTo: string | null
  references: string[]
  cc: MailPerson[]
  /** Where an answer is to come back to; null: to the office's address. */
  replyTo: string | null
  /** Who has it from an earlier try: named in the mail still, and not sent to again. */
  reached: string[]
  letterhead: Letterhead
  /** What was said before, the newest first. */
  thread: EarlierMessage[]
}

/** Of the office, in the ticket's language. */
export interface Letterhead {
  /** How it signs. */
  name: string
  office: string
  shortOffice: string
  /** Telephone, hours, street. */
  lines: string[]
}

export interface EarlierMessage {
  /** "Pada …, … menulis:" */
  introduction: string
  text: string
}

/** Somebody in To or Cc. */
export interface MailPerson {
  address: string
  name: string | null
}

export interface OutboundAttachment {
  filename: string
  contentType: string
  path: string
}

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
  }
  clientId?: string
  /** A chat's first message: where its visitor is. */
  visitor?: Visitor
  /** Whoever the site that carries the chat vouches for. */
  vouched?: Vouched
}

/** For agents to see, and to tell who is kept out. */
export interface Visitor {
  /** Without its query. */
  page: string | null
  /** In words. */
  device: string | null
  languages: string | null
  /** Keyed hash of the network address. */
  addressKey: string
}

/** A person whom a site knows and has signed for. */
export interface Vouched {
  /** Unique for ever: which site, and what it calls them. */
  person: string
  name: string | null
  /** What the site has proven; small letters, E.164. */
  addresses: { kind: 'email' | 'phone'; address: string }[]
}

/** Whether a mail comes from whom it says, in the words of RFC 8601. What could not be found out is `none`. */
export interface Authenticity {
  spf: 'pass' | 'fail' | 'softfail' | 'neutral' | 'none'
  dkim: 'pass' | 'fail' | 'none'
  dmarc: 'pass' | 'fail' | 'none'
  /** Of From: the one DMARC speaks of. */
  domain: string
  /** What this domain asks receivers to do with mail that fails; null when it asks nothing. */
  policy: 'none' | 'quarantine' | 'reject' | null
  /** The domain itself, or one below it, signed the mail or let its server send it. */
  isProven: boolean
}

export interface InboundAttachment {
  filename: string
  contentType: string
  content: Buffer
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

export type DeliveryState = 'queued' | 'sending' | 'sent' | 'delivered' | 'read' | 'failed' | 'uncertain'

/** A provider's report on a message sent earlier, found by what `send` returned. Unknown ids are ignored. */
export interface DeliveryReport {
  channel: ChannelKind
  providerId: string
  state: 'sent' | 'delivered' | 'read' | 'failed'
  error: string | null
  /** Tells a late report of an earlier state from news; null when the provider gives no time. */
  at: Date | null
}
export type RecordDelivery = (report: DeliveryReport) => Promise<void>

/** Thrown by `send`. Not permanent and not uncertain means: try again later. */
export class ChannelError extends Error {
  override name = 'ChannelError'
  readonly permanent: boolean
  /** The line broke after the provider may have accepted: never repeated without a person. */
  readonly uncertain: boolean
  /** E-mail: who was reached although the one in To was not. */
  readonly reached: string[]

  constructor(
    message: string,
    options: { permanent?: boolean; uncertain?: boolean; reached?: string[]; cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause })
    this.permanent = options.permanent ?? false
    this.uncertain = options.uncertain ?? false
    this.reached = options.reached ?? []
  }
}

/** The small logger every channel gets. Personal data (addresses, texts, NIK) never goes in. */
export interface Log {
  info(fields: object, message: string): void
  warn(fields: object, message: string): void
  error(fields: object, message: string): void
  debug(fields: object, message: string): void
}

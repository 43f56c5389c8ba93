/**
 * Every table on one page. Times are milliseconds since 1970 (UTC); booleans are 0 or 1, since SQLite has
 * no other; JSON is text. The tables themselves are made in `migrations/`.
 */
import type { Generated, Insertable, Selectable } from 'kysely'

type Millis = number
type Bit = 0 | 1

export interface Schema {
  counters: { name: string; value: number }
  settings: { name: string; value: string }
  agents: {
    id: Generated<number>
    email: string
    name: string
    role: 'admin' | 'agent'
    password_hash: string
    is_active: Bit
    created_at: Millis
    /** Whether they want chats while they are at their desk. */
    availability: Generated<'available' | 'away'>
    /** What citizens read in place of the name; null for the name. */
    citizen_name: Generated<string | null>
    /** SHA-256 of their picture's bytes. */
    picture: Generated<string | null>
    /** 0 until somebody has said what the first admin is called. */
    is_named: Generated<Bit>
    /** When a process last had their desk on the line; null when it was hung up. */
    desk_seen_at: Generated<Millis | null>
    /** When they were last offered a chat. */
    offered_at: Generated<Millis | null>
    /** E.164: where calls reach this officer. */
    phone: Generated<string | null>
    /** Their telephone rings with every call for an officer. */
    is_rung: Generated<Bit>
  }
  sessions: {
    token_hash: string
    agent_id: number
    csrf_token: string
    created_at: Millis
    seen_at: Millis
    expires_at: Millis
  }
  api_tokens: { token_hash: string; agent_id: number; created_at: Millis }
  teams: { id: Generated<number>; name: string }
  team_members: { team_id: number; agent_id: number }
  /** Which team the services of a theme belong to. */
  team_themes: { theme: string; team_id: number }
  contacts: {
    id: Generated<number>
    name: string | null
    created_at: Millis
    /** An agent trusts the links they send. */
    is_trusted: Generated<Bit>
  }
  /** Whom no chat is taken from any more, and why. */
  blocks: {
    id: Generated<number>
    contact_id: number
    /** Where they wrote from, unreadable (`chats.address_key`); counts for a day, since many share an address. */
    address_key: string | null
    reason: string
    agent_id: number
    created_at: Millis
    lifted_at: Millis | null
  }
  /** What clamd found in a file, by its SHA-256; null when nothing. */
  scans: { sha256: string; found: string | null; created_at: Millis }
  /**
   * How a contact can be reached. `owns_address` marks the one contact that answers to an address; one that was
   * only typed never owns it, so it can never open somebody else's history. `is_verified` says that the address
   * was proven: by a signed webhook, not by a mail's From.
   */
  identities: {
    id: Generated<number>
    contact_id: number
    kind: 'email' | 'phone' | 'chat'
    address: string
    is_verified: Bit
    owns_address: Bit
    created_at: Millis
  }
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
  /** Who let the offer of a chat pass. */
  chat_passes: { ticket_id: number; agent_id: number; is_declined: Bit; created_at: Millis }
  /** Who takes part in a ticket by mail besides its contact: whom somebody in it wrote a copy to. */
  ticket_people: { ticket_id: number; address: string; name: string | null; created_at: Millis }
  ticket_tags: { ticket_id: number; tag: string }
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
  /** Every Message-ID ever seen or sent, with the ticket it belongs to. */
  mail_ids: { message_id: string; ticket_id: number }
  /** One row a message that has to leave the house; gone when its fate is known. */
  outbox: {
    message_id: number
    ticket_id: number
    channel: ChannelName
    to_address: string
    to_name: string | null
    mail_message_id: string | null
    attempts: number
    next_attempt_at: Millis
    /** Set while a process sends it; past this moment that process is taken for dead. */
    leased_until: Millis | null
  }
  /** One row an answer that waits for its time; then it goes into the outbox. Until then its message is `internal`. */
  put_off: {
    message_id: number
    ticket_id: number
    to_address: string
    to_name: string | null
    send_at: Millis
    /** Only for the moment in which it can be undone. */
    is_brief: Bit
    /** What the ticket becomes when it goes. */
    then_status: 'pending' | 'solved' | null
    /** Who decided last that it goes, and what stood in the thread by then. */
    agent_id: number
    seen_seq: number
    /** An answer it carries has changed since: held until a person agrees that it goes as it is. */
    outdated: 'held' | 'agreed' | null
  }
  /** One row a new ticket that may get an automatic answer: owed in the ticket's own commit, settled afterwards. */
  acknowledgements: {
    ticket_id: number
    /** The citizen's message. */
    message_id: number
    address: string
    /** Of the words, numbers left aside: machines that talk to us say the same again. Null without words. */
    body_digest: string | null
    /** Null while it is owed; `sent`, or why nothing is said. */
    outcome: AcknowledgementOutcome | null
    created_at: Millis
    settled_at: Millis | null
  }
  /** Reports that came before we knew the provider's id of the message they speak of. */
  early_reports: {
    channel: ChannelName
    provider_id: string
    state: 'sent' | 'delivered' | 'read' | 'failed'
    error: string | null
    created_at: Millis
  }
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
  }
  /** The version of the key to a ticket's private page, where it is not the first; raising it takes the key back. */
  private_links: {
    ticket_id: number
    version: number
    /** When the link was last sent to an address of the contact. */
    sent_at: Millis | null
  }
  /** The ledger: every mail ever taken in, and what became of it. The raw mail stands in `raw_mails`, or is a file named by `sha256`. */
  mails: {
    id: Generated<number>
    sha256: string
    size: number
    /** `smtp`, `lmtp`, or where it lies: `imap:user@host/INBOX;UIDVALIDITY=1/;UID=2` (RFC 5092). */
    source: string
    bucket: MailBucket | null
    error: string | null
    ticket_id: number | null
    message_id: number | null
    received_at: Millis
    /** What its From says; null when it could not be read. */
    from_address: Generated<string | null>
    from_name: Generated<string | null>
    subject: Generated<string | null>
    /** JSON of what was found out about its sender when it came: later nobody could. */
    auth: Generated<string | null>
    /** In quarantine: when somebody saw to it that nobody waits, and which agent did. */
    settled_at: Generated<Millis | null>
    settled_by: Generated<number | null>
  }
  /** Letters among the sent mails that answer nobody: of these only where they lie, so that none is missed. */
  passed_letters: { source: string }
  /** Addresses to which mail cannot be delivered, until mail comes from them again. */
  undeliverable: { address: string; reason: string; created_at: Millis }
  /** Telephone calls, in and out. */
  calls: {
    id: Generated<number>
    /** Twilio's CallSid: of the citizen's leg coming in, of the officer's going out. Null until Twilio gave it. */
    sid: string | null
    /** Chosen by the console for a call back, so that asking twice rings once. */
    client_id: string | null
    ticket_id: number
    /** The message that stands for it in the thread. */
    message_id: number
    direction: 'inbound' | 'outbound'
    /** The citizen's, in E.164; null when it is withheld. */
    number: string | null
    /** Whether the network vouches for the number (STIR/SHAKEN). */
    attestation: 'attested' | 'shown' | 'withheld'
    /** Somebody had written or called from it before. */
    is_known: Bit
    language: 'id' | 'en'
    /** Twilio's own; it never goes back. */
    status: CallStatusName
    stage: CallStage
    /** What came of it, once it is over. */
    outcome: CallOutcome | null
    agent_id: number | null
    /** How often the caller has said something; an answer to an earlier turn is a replay. */
    turn: number
    /** JSON of where the conversation stands (`server/desk/calls/talk.ts`). */
    talk: string
    /** JSON of what was answered last (`channels/voice/protocol.ts`): a replay gets it again. */
    script: string
    is_to_call_back: Bit
    /** Its place in the line, which a caller who is called back keeps. */
    queued_at: Millis | null
    answered_at: Millis | null
    ended_at: Millis | null
    created_at: Millis
    updated_at: Millis
  }
  /** What callers recorded: to be fetched from Twilio, kept, and deleted there. */
  recordings: {
    sid: string
    call_id: number
    message_id: number
    state: 'due' | 'kept' | 'deleted' | 'lost'
    attempts: number
    /** Null when nothing is left to do. */
    next_attempt_at: Millis | null
    created_at: Millis
  }
  /** Short mails as they came, by the SHA-256 of their bytes; compressed (RFC 8878). */
  raw_mails: { sha256: string; zstd: Buffer }
  /** Where a channel stopped reading, e.g. an IMAP folder's UIDVALIDITY and last UID. */
  cursors: { name: string; value: string }
  /** What became of each answer that was suggested for a citizen's message. */
  suggestion_fates: {
    ticket_id: number
    /** The inbound message that asked. */
    message_id: number
    answer: string
    answer_version: string
    /** From 1, as shown. */
    position: number
    score: number
    is_sure: Bit
    fate: Fate
    /** Who saw it first, then who decided. */
    agent_id: number
    shown_at: Millis
    decided_at: Millis | null
  }
  /** What agents taught the suggester; of a question only what names nobody. */
  lessons: {
    id: Generated<number>
    /** Of question and answer: the same again is counted, not repeated. */
    digest: string
    text: string
    answer: string
    verdict: 'right' | 'wrong'
    times: number
    created_at: Millis
    updated_at: Millis
  }
  /** What happened, numbered in the order of commit. Screens follow this table. */
  events: {
    number: number
    type: EventType
    ticket_id: number
    message_id: number | null
    created_at: Millis
  }
  /** Edits of the answer library's files. One file has at most one that is open: a draft or a proposal. */
  revisions: {
    id: Generated<number>
    /** Within the library's folder: `catalogue/pbg.yaml`. */
    path: string
    state: RevisionState
    text: string
    /** What was in force when it was begun or proposed. */
    base_text: string
    note: string
    comment: string | null
    author_id: number
    approver_id: number | null
    /** Grows by one with each publication; other processes follow it. */
    published_number: number | null
    published_at: Millis | null
    /** Once the file on disk says the same, the file is in force again and may be changed there. */
    exported_at: Millis | null
    created_at: Millis
    updated_at: Millis
  }
  /** Full text, one row a piece of a ticket. FTS5 on SQLite, tsvector on PostgreSQL: see `search.ts`. */
  search: { ticket_id: number; body: string }
}

export type ChannelName = 'email' | 'chat' | 'sms' | 'whatsapp' | 'voice' | 'video' | 'web'
export type DeliveryStateName = 'queued' | 'sending' | 'sent' | 'delivered' | 'read' | 'failed' | 'uncertain'
export type CallStatusName =
  | 'queued'
  | 'initiated'
  | 'ringing'
  | 'in-progress'
  | 'completed'
  | 'busy'
  | 'failed'
  | 'no-answer'
  | 'canceled'
export type CallStage = 'menu' | 'waiting' | 'ringing' | 'talking' | 'message' | 'over'
export type CallOutcome =
  'answered' | 'informed' | 'message' | 'call-back' | 'abandoned' | 'missed' | 'unreached' | 'failed'
export type RevisionState = 'draft' | 'proposed' | 'published' | 'discarded'
export type AcknowledgementOutcome =
  'sent' | 'agent' | 'answered' | 'capped' | 'identical' | 'late' | 'undeliverable'
export type EventType = 'ticket:created' | 'ticket:changed' | 'message:created' | 'message:changed'
export const mailBuckets = [
  'ticket',
  'follow-up',
  'auto-reply',
  'bounce',
  'list',
  'duplicate',
  'quarantined',
] as const
export type MailBucket = (typeof mailBuckets)[number]

/** `shown` and `inserted` wait for a reply; the others are what an agent decided. */
export const fates = ['shown', 'inserted', 'sent', 'edited', 'rewritten', 'dismissed', 'passed-over'] as const
export type Fate = (typeof fates)[number]

export type AgentRow = Selectable<Schema['agents']>
export type ContactRow = Selectable<Schema['contacts']>
export type IdentityRow = Selectable<Schema['identities']>
export type TicketRow = Selectable<Schema['tickets']>
export type MessageRow = Selectable<Schema['messages']>
export type AttachmentRow = Selectable<Schema['attachments']>
export type PutOffRow = Selectable<Schema['put_off']>
export type CallRow = Selectable<Schema['calls']>
export type NewCall = Insertable<Schema['calls']>
export type RecordingRow = Selectable<Schema['recordings']>
export type OutboxRow = Selectable<Schema['outbox']>
export type AcknowledgementRow = Selectable<Schema['acknowledgements']>
export type EventRow = Selectable<Schema['events']>
export type RevisionRow = Selectable<Schema['revisions']>
export type NewRevisionRow = Insertable<Schema['revisions']>
export type RawMailRow = Selectable<Schema['raw_mails']>
export type MailRow = Selectable<Schema['mails']>
export type FateRow = Selectable<Schema['suggestion_fates']>
export type LessonRow = Selectable<Schema['lessons']>
export type NewMail = Insertable<Schema['mails']>
export type NewTicket = Insertable<Schema['tickets']>
export type NewMessage = Insertable<Schema['messages']>
export type NewAttachment = Insertable<Schema['attachments']>

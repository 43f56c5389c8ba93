/** What leaves the house: now, later, or by itself. */
import type { Selectable } from 'kysely'
import type { Bit, ChannelName, Millis } from './values.ts'

export interface OutboxTables {
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
  /** Reports that came before we knew the provider's id of the message they speak of. */
  early_reports: {
    channel: ChannelName
    provider_id: string
    state: 'sent' | 'delivered' | 'read' | 'failed'
    error: string | null
    created_at: Millis
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
}

export type AcknowledgementOutcome =
  'sent' | 'agent' | 'answered' | 'capped' | 'identical' | 'late' | 'undeliverable'

export type PutOffRow = Selectable<OutboxTables['put_off']>
export type OutboxRow = Selectable<OutboxTables['outbox']>
export type AcknowledgementRow = Selectable<OutboxTables['acknowledgements']>

/** What becomes of a message after it was sent. */
import type { ChannelKind } from './channel.ts'

export type DeliveryState = 'queued' | 'sending' | 'sent' | 'delivered' | 'read' | 'failed' | 'uncertain'

/** A provider's report on a message sent earlier, found by what `send` returned. Unknown ids are ignored. */
export interface DeliveryReport {
  channel: ChannelKind
  providerId: string
  /** Ours, where the provider repeats it: a message is known by it although the answer to its sending was lost. */
  messageId?: number | null
  state: 'sent' | 'delivered' | 'read' | 'failed'
  error: string | null
  /** The address it could not reach because nobody there wants more messages by this channel. */
  stopped?: string | null
  /** Tells a late report of an earlier state from news; null when the provider gives no time. */
  at: Date | null
}
export type RecordDelivery = (report: DeliveryReport) => Promise<void>

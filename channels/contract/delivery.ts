/** What becomes of a message after it was sent. */
import type { ChannelKind } from './channel.ts'

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

import type { Delivery } from '../../../server/wire/delivery.ts'
import type { IconName } from '../../shared/icon.tsx'
import type { StringKey } from '../strings/index.ts'

export type DeliveryTone = 'quiet' | 'good' | 'warn' | 'bad'

export interface DeliveryWords {
  icon: IconName
  tone: DeliveryTone
  label: StringKey
  /** A sentence for states that a person must understand before acting. */
  explanation?: StringKey
  /** A person may decide to send again. */
  canRetry: boolean
}

const words: Record<Delivery['state'], DeliveryWords> = {
  queued: { icon: 'clock', tone: 'quiet', label: 'deliveryQueued', canRetry: false },
  sending: { icon: 'send', tone: 'quiet', label: 'deliverySending', canRetry: false },
  sent: { icon: 'check', tone: 'good', label: 'deliverySent', canRetry: false },
  delivered: { icon: 'double', tone: 'good', label: 'deliveryDelivered', canRetry: false },
  read: { icon: 'eye', tone: 'good', label: 'deliveryRead', canRetry: false },
  failed: { icon: 'alert', tone: 'bad', label: 'deliveryFailed', canRetry: true },
  uncertain: {
    icon: 'question',
    tone: 'warn',
    label: 'deliveryUncertain',
    explanation: 'deliveryUncertainWhy',
    canRetry: true,
  },
}

/** Where no mail server is set, an answer becomes a file; nobody was sent anything. */
const asFile: DeliveryWords = { icon: 'file', tone: 'warn', label: 'deliveryAsFile', canRetry: false }

/** The citizen has it; a copy was refused, and `error` says whose. */
const notToAll: DeliveryWords = { icon: 'alert', tone: 'warn', label: 'deliveryNotToAll', canRetry: false }

/** How a delivery state looks and what it is called. */
export function deliveryWords({ state, note, error }: Delivery): DeliveryWords {
  if (state !== 'sent') return words[state]
  return note ? asFile : error ? notToAll : words.sent
}

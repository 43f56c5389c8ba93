/** What became of an attempt to send, written down: with the message, and with whether and when there is another. */
import type { ChannelError } from '../../channels/contract/channel.ts'
import type { Sent } from '../../channels/contract/outbound.ts'
import { takeEarlyReports } from '../../db/deliveries.ts'
import type { Tx } from '../../db/index.ts'
import { lockMessages } from '../../db/messages.ts'
import { deleteFromOutbox, postpone } from '../../db/outbox.ts'
import type { MessageRow } from '../../db/schema/messages.ts'
import type { OutboxRow } from '../../db/schema/outbox.ts'
import { advance, furthest, setDelivery, type DeliveryProgress } from './delivery.ts'
import { alsoReached, onlyCopiesWait, wordsOnCopies, wordsOnLostCopies } from './mail/copies.ts'
import { markDeadAddresses } from './mail/dead-addresses.ts'
import { learnStopped } from './texts/learn-stopped.ts'

/** A day and a half in all: long enough for a mail server to come back after a night. */
const retryDelaysMs = [
  10_000,
  60_000,
  300_000,
  900_000,
  3600_000,
  2 * 3600_000,
  4 * 3600_000,
  8 * 3600_000,
  20 * 3600_000,
]

export async function recordSent(tx: Tx, row: OutboxRow, sent: Sent): Promise<void> {
  const { reached, refused } = sent.recipients ?? { reached: [row.to_address], refused: [] }
  // A copy refused for now is tried again, by itself.
  const mayHelp = refused.some(({ isPermanent }) => !isPermanent)
  const delayMs = mayHelp ? retryDelayMs(row) : undefined
  const early = await takeEarlyReports(tx, row.channel, sent.providerId)
  const message = await messageOf(tx, row)
  const error = wordsOnCopies(refused, delayMs === undefined)
  const last = early.reduce((best, report) => furthest(best, report), {
    state: sent.state,
    error,
  } as DeliveryProgress)
  // An open chat window may have shown it, and said so, before we are told that it was sent.
  const also = {
    ...{ delivery_note: sent.note ?? null, provider_id: sent.providerId },
    ...alsoReached(message, reached),
  }
  if (onlyCopiesWait(message, row)) await tell(tx, message, error, also)
  else await advance(tx, message, last, also)
  await markDeadAddresses(tx, message, refused)
  await settle(tx, row, delayMs)
}

/** Whether nothing is tried again after this failure. */
export function isOver(row: OutboxRow, failure: ChannelError): boolean {
  return failure.permanent || failure.uncertain || retryDelayMs(row) === undefined
}

export async function recordFailure(tx: Tx, row: OutboxRow, failure: ChannelError): Promise<void> {
  const isLast = isOver(row, failure)
  const message = await messageOf(tx, row)
  const error = failure.message
  if (failure.isStopped) await learnStopped(tx, row.channel, row.to_address)
  const also = alsoReached(message, failure.reached)
  if (onlyCopiesWait(message, row)) await tell(tx, message, wordsOnLostCopies(error, isLast))
  // A report that it arrived, or came back, may have been faster.
  else if (isLast)
    await advance(tx, message, { state: failure.uncertain ? 'uncertain' : 'failed', error }, also)
  else await setDelivery(tx, message, { ...also, delivery_state: 'queued', delivery_error: error })
  await markDeadAddresses(tx, message, failure.refused)
  await settle(tx, row, isLast ? undefined : retryDelayMs(row))
}

/** Whoever was sending it died, and may have done so before or after it left. */
export async function recordAbandoned(tx: Tx, row: OutboxRow): Promise<void> {
  const error = 'Sistem berhenti saat mengirim; mungkin sudah terkirim.'
  const message = await messageOf(tx, row)
  if (onlyCopiesWait(message, row)) await tell(tx, message, wordsOnLostCopies(error, true))
  else await advance(tx, message, { state: 'uncertain', error })
  await settle(tx, row)
}

/** Undefined after the last attempt. */
function retryDelayMs({ attempts }: OutboxRow): number | undefined {
  return retryDelaysMs[attempts - 1]
}

/** Once more after a while, or never. */
async function settle(tx: Tx, row: OutboxRow, delayMs?: number): Promise<void> {
  if (delayMs === undefined) await deleteFromOutbox(tx, row.message_id)
  else await postpone(tx, row.message_id, Date.now() + delayMs)
}

/** Changes the words beside the state, whatever that is by now. */
function tell(tx: Tx, message: MessageRow, error: string | null, also: Partial<MessageRow> = {}) {
  return setDelivery(tx, message, {
    ...also,
    delivery_state: message.delivery_state,
    delivery_error: message.delivery_state === 'failed' ? message.delivery_error : error,
  })
}

async function messageOf(tx: Tx, row: OutboxRow): Promise<MessageRow> {
  const [message] = await lockMessages(tx, [row.message_id])
  if (!message) throw new Error('an outbox row without its message')
  return message
}

/** What providers report after sending. Reports come late, twice and in the wrong order; a state never goes back. */
import type { DeliveryReport, RecordDelivery } from '../../channels/contract/delivery.ts'
import { findMessage, findMessageByProviderId, lockMessages, updateMessage } from '../../db/messages.ts'
import { keepEarlyReport } from '../../db/deliveries.ts'
import { insertEvent } from '../../db/events.ts'
import type { Db, Tx } from '../../db/index.ts'
import type { DeliveryStateName, MessageRow } from '../../db/schema/messages.ts'
import { stopWaiting, waitAgain } from '../../db/tickets.ts'
import { learnStopped } from './texts/learn-stopped.ts'

export interface DeliveryProgress {
  state: DeliveryStateName
  error: string | null
}

const rank: Record<DeliveryStateName, number> = {
  queued: 0,
  sending: 1,
  uncertain: 2,
  sent: 3,
  failed: 4,
  delivered: 5,
  read: 6,
}

export function createRecordDelivery(db: Db): RecordDelivery {
  return async function recordDelivery(report: DeliveryReport) {
    await db.write(async (tx) => {
      const named = await findMessageByProviderId(tx, report.channel, report.providerId)
      const message = named ?? (await messageWithoutAnswer(tx, report))
      const [locked] = message?.delivery_state ? await lockMessages(tx, [message.id]) : []
      if (locked && report.stopped) await learnStopped(tx, report.channel, report.stopped)
      if (locked) {
        await advance(tx, locked, report, named ? {} : { provider_id: report.providerId })
        return
      }
      const { channel, state, error } = report
      const early = { channel, provider_id: report.providerId, state, error, created_at: Date.now() }
      await keepEarlyReport(tx, early)
    })
  }
}

/**
 * The provider took it and its answer was lost, so we know no name of its. One that was sent again since has another
 * name; of the first try nothing but its arrival counts then.
 */
async function messageWithoutAnswer(tx: Tx, { messageId, channel, state }: DeliveryReport) {
  const message = messageId ? await findMessage(tx, messageId) : undefined
  if (message?.channel !== channel || message.direction !== 'outbound') return undefined
  const isLost =
    message.provider_id === null &&
    (message.delivery_state === 'sending' || message.delivery_state === 'uncertain')
  const isLate = message.provider_id !== null && (state === 'delivered' || state === 'read')
  return isLost || isLate ? message : undefined
}

/**
 * Moves a message on, never back, and tells the screens. `also` is written in any case.
 * The row must be locked: a window may say `read` in the very moment in which the outbox says `sending`. Whoever moves
 * several locks all of them first, in the order of their ids, since telling the screens holds up everybody else.
 */
export async function advance(
  tx: Tx,
  message: MessageRow,
  report: DeliveryProgress,
  also: Partial<MessageRow> = {},
  options: { leavesStatus?: boolean } = {},
): Promise<void> {
  const before = { state: message.delivery_state ?? 'queued', error: message.delivery_error }
  const after = furthest(before, report)
  if (after === before && Object.keys(also).length === 0) return
  await setDelivery(
    tx,
    message,
    { ...also, delivery_state: after.state, delivery_error: after.error },
    options,
  )
}

/**
 * Sets a message's state, whatever it was, and tells the screens. An answer that did not arrive is none, so its
 * ticket waits again, open unless its status is to be left; it stops waiting when the answer is sent once more or did
 * arrive after all.
 */
export async function setDelivery(
  tx: Tx,
  message: MessageRow,
  change: Partial<MessageRow>,
  { leavesStatus = false }: { leavesStatus?: boolean } = {},
): Promise<void> {
  const { ticket_id: ticketId, id: messageId, seq } = message
  const now = Date.now()
  await updateMessage(tx, messageId, change)
  await insertEvent(tx, { type: 'message:changed', ticketId, messageId, now })
  const [wasLost, isLost] = [isUndelivered(message.delivery_state), isUndelivered(change.delivery_state)]
  // Nobody was answered by what the system sent by itself, so nobody waits for it either.
  if (wasLost === isLost || message.author_kind === 'system') return
  const hasChanged = isLost
    ? await waitAgain(tx, ticketId, now, leavesStatus)
    : await stopWaiting(tx, ticketId, seq, now)
  if (hasChanged) await insertEvent(tx, { type: 'ticket:changed', ticketId, now })
}

function isUndelivered(state: DeliveryStateName | null | undefined): boolean {
  return state === 'failed' || state === 'uncertain'
}

/** The later of two states in the life of a message; `before` itself when the report is no news. */
export function furthest(before: DeliveryProgress, report: DeliveryProgress): DeliveryProgress {
  return rank[report.state] > rank[before.state] ? { state: report.state, error: report.error } : before
}

/** An answer's recipients one by one: who has it, and what an officer is told of a copy that was refused. */
import type { Refusal } from '../../../channels/contract/outbound.ts'
import { explainBounce, type Bounce } from '../../../channels/email/index.ts'
import type { Tx } from '../../../db/index.ts'
import type { MessageRow } from '../../../db/schema/messages.ts'
import type { OutboxRow } from '../../../db/schema/outbox.ts'
import { setDelivery } from '../delivery.ts'
import { peopleIn } from './mail-people.ts'

export function reachedBy({ reached }: Pick<MessageRow, 'reached'>): string[] {
  return reached === null ? [] : (JSON.parse(reached) as string[])
}

/** As it is kept with the message; nothing where there is only one recipient, whose fate is the message's. */
export function alsoReached(message: MessageRow, more: string[]): Pick<MessageRow, 'reached'> {
  const all = [...new Set([...reachedBy(message), ...more])]
  return { reached: message.cc === null || all.length === 0 ? null : JSON.stringify(all) }
}

/** The citizen has it; only copies are still on their way. */
export function onlyCopiesWait(message: MessageRow, row: OutboxRow): boolean {
  return reachedBy(message).includes(row.to_address)
}

/** Null when nobody was refused. `isOver`: nothing is tried again. */
export function wordsOnCopies(refused: Refusal[], isOver: boolean): string | null {
  const words = refused.map(({ address, code, isPermanent }) => {
    if (isPermanent) return `Salinan ke ${address} ditolak server surel (${code}).`
    return isOver
      ? `Salinan ke ${address} tidak terkirim (${code}).`
      : `Salinan ke ${address} belum diterima server surel (${code}); akan dicoba lagi.`
  })
  return words.length > 0 ? words.join(' ') : null
}

/** When the whole try failed, and only copies were left to be sent. */
export function wordsOnLostCopies(failure: string, isOver: boolean): string {
  return isOver
    ? `Sebagian salinan tidak pasti terkirim: ${failure}`
    : `Sebagian salinan belum terkirim dan akan dicoba lagi: ${failure}`
}

/** What came back was a copy: the answer stays sent, and says so. False when it was not one. */
export async function failCopy(tx: Tx, message: MessageRow, bounce: Bounce): Promise<boolean> {
  const recipient = bounce.recipient?.toLowerCase()
  const copy = peopleIn(message).find(({ address }) => address === recipient)
  if (!copy) return false
  const reached = reachedBy(message).filter((address) => address !== copy.address)
  await setDelivery(tx, message, {
    delivery_state: message.delivery_state,
    delivery_error: `Salinan ke ${copy.address} kembali: ${explainBounce(bounce)}`,
    ...(message.reached !== null && { reached: JSON.stringify(reached) }),
  })
  return true
}

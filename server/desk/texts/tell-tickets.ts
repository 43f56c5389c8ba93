import { insertEvent } from '../../../db/events.ts'
import type { Tx } from '../../../db/index.ts'
import { openTicketsOfPhone } from '../../../db/phones.ts'

/** What is known of a number changed: every screen on which it may be answered hears of it. */
export async function tellTicketsOf(tx: Tx, address: string, now: number): Promise<void> {
  for (const ticketId of await openTicketsOfPhone(tx, address))
    await insertEvent(tx, { type: 'ticket:changed', ticketId, now })
}

/** Chats that are offered to an agent, and chats that look for one. */
import { nextNumber } from './counters.ts'
import type { Queryable, Tx } from './db.ts'
import type { TicketRow } from './schema/tickets.ts'

/** What a ticket has that is offered to nobody. */
export const noOffer = { offered_to: null, offered_by: null, offer_until: null } as const

/** From here to the end of the transaction no other process gives chats out. */
export async function lockOffers(tx: Tx): Promise<void> {
  await nextNumber(tx, 'routing')
}

/** Open offers, with whether their chat still goes on. */
export async function listOffers(db: Queryable): Promise<(TicketRow & { isGoing: boolean })[]> {
  const rows = await db
    .selectFrom('tickets')
    .innerJoin('chats', 'chats.ticket_id', 'tickets.id')
    .selectAll('tickets')
    .select('chats.ended_at')
    .where('tickets.offered_to', 'is not', null)
    .orderBy('tickets.id')
    .execute()
  return rows.map(({ ended_at, ...ticket }) => ({
    ...ticket,
    isGoing: ended_at === null && isUnsolved(ticket.status),
  }))
}

export function listOffersTo(db: Queryable, agentId: number): Promise<TicketRow[]> {
  return db
    .selectFrom('tickets')
    .selectAll()
    .where('offered_to', '=', agentId)
    .orderBy('offer_until')
    .orderBy('id')
    .execute()
}

/**
 * Chats that go on, wait for an answer and are nobody's, or belong to somebody who works here no more; the first
 * first. `orphans`: those alone, which are few where the others are many.
 */
export function listUnclaimed(
  db: Queryable,
  since: number,
  which: 'all' | 'orphans' = 'all',
): Promise<TicketRow[]> {
  return db
    .selectFrom('tickets')
    .innerJoin('chats', 'chats.ticket_id', 'tickets.id')
    .leftJoin('agents', 'agents.id', 'tickets.assignee_id')
    .selectAll('tickets')
    .where('tickets.last_message_at', '>=', since)
    .where('tickets.status', 'in', ['new', 'open', 'pending'])
    .where('tickets.is_waiting', '=', 1)
    .where('tickets.offered_to', 'is', null)
    .where('chats.ended_at', 'is', null)
    .where((eb) =>
      which === 'orphans'
        ? eb('agents.is_active', '=', 0)
        : eb.or([eb('tickets.assignee_id', 'is', null), eb('agents.is_active', '=', 0)]),
    )
    .orderBy('tickets.id')
    .execute()
}

export async function notePass(
  tx: Tx,
  pass: { ticketId: number; agentId: number; isDeclined: boolean; now: number },
): Promise<void> {
  const is_declined = pass.isDeclined ? 1 : 0
  await tx
    .insertInto('chat_passes')
    .values({ ticket_id: pass.ticketId, agent_id: pass.agentId, is_declined, created_at: pass.now })
    .onConflict((on) =>
      on.columns(['ticket_id', 'agent_id']).doUpdateSet({ is_declined, created_at: pass.now }),
    )
    .execute()
}

export function listPasses(db: Queryable, ticketIds: number[]) {
  if (ticketIds.length === 0) return Promise.resolve([])
  return db.selectFrom('chat_passes').selectAll().where('ticket_id', 'in', ticketIds).execute()
}

/** A new team, or a new beginning: whoever let it pass may be asked again. */
export async function forgetPasses(tx: Tx, ticketId: number): Promise<void> {
  await tx.deleteFrom('chat_passes').where('ticket_id', '=', ticketId).execute()
}

function isUnsolved(status: TicketRow['status']): boolean {
  return status === 'new' || status === 'open' || status === 'pending'
}

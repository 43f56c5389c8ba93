import type { Tx } from '../../../db/index.ts'
import type { CallRow } from '../../../db/schema/calls.ts'
import type { TicketRow } from '../../../db/schema/tickets.ts'

/** Whether a ticket began with this call; it may have joined one that began with another question. */
export async function isOwnTicket(tx: Tx, call: CallRow, ticket: TicketRow): Promise<boolean> {
  const first = await tx
    .selectFrom('messages')
    .select('id')
    .where('ticket_id', '=', ticket.id)
    .orderBy('seq')
    .limit(1)
    .executeTakeFirst()
  return first?.id === call.message_id
}

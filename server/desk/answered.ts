/** What becomes of a ticket by an answer. */
import { noOffer } from '../../db/offers.ts'
import type { AgentRow } from '../../db/schema/agents.ts'
import type { PutOffRow } from '../../db/schema/outbox.ts'
import type { TicketRow } from '../../db/schema/tickets.ts'

/** As soon as it is written, if only for later: somebody looks after it. */
export function takenBy(agent: AgentRow, ticket: TicketRow): Partial<TicketRow> {
  return {
    assignee_id: ticket.assignee_id ?? agent.id,
    ...(ticket.offered_to !== null ? noOffer : {}),
    ...(ticket.status === 'new' ? { status: 'open' } : {}),
  }
}

/** When it goes. A ticket that was done with meanwhile stays so. */
export function answered(
  ticket: TicketRow,
  { at, answer, thenStatus }: { at: number; answer: string | null; thenStatus: PutOffRow['then_status'] },
): Partial<TicketRow> {
  const isDone = ticket.status === 'solved' || ticket.status === 'closed'
  return {
    is_waiting: 0,
    first_replied_at: ticket.first_replied_at ?? at,
    ...(ticket.service === null && answer !== null ? { service: answer.split('/')[0] ?? null } : {}),
    ...(thenStatus !== null && !isDone ? { status: thenStatus } : {}),
  }
}

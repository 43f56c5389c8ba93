import type { Ticket } from '../../../server/wire/ticket.ts'
import type { Desk } from '../desk.ts'

/** Takes the chat that calls, and goes there. */
export async function answerChat({ duty, route, composer }: Desk, ticket: Ticket): Promise<void> {
  if (!(await duty.accept(ticket))) return
  route.go({ ticketId: ticket.id })
  composer.focus('reply')
}

/** Lets it go to the next, or stay for the others. */
export function passChat({ duty }: Desk, ticket: Ticket): Promise<void> {
  return duty.decline(ticket)
}

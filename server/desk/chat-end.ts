/** When a chat is over, and for how long it can still be taken up again. */
import type { End } from '../../channels/chat/protocol.ts'
import type { ChatRow } from '../../db/chats.ts'
import type { TicketRow } from '../../db/schema/tickets.ts'

export type EndOf = ReturnType<typeof createEndOf>

/** The citizen ended it, or the office closed the matter; null while it goes on. */
export function createEndOf(returnMs: number) {
  return function endOf(chat: ChatRow, ticket: TicketRow): End | null {
    const endedAt = chat.ended_at ?? (ticket.status === 'closed' ? ticket.updated_at : null)
    return endedAt === null ? null : { until: new Date(endedAt + returnMs).toISOString() }
  }
}

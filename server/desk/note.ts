/** Internal notes: never sent, never shown to a citizen. */
import type { Db, Tx } from '../../db/index.ts'
import type { AgentRow } from '../../db/schema/agents.ts'
import type { MessageRow, NewMessage } from '../../db/schema/messages.ts'
import type { TicketRow } from '../../db/schema/tickets.ts'
import { findTicket } from '../../db/tickets.ts'
import { notFound } from '../errors.ts'
import type { Events } from './events.ts'
import { appendMessage } from './thread.ts'

export type Note = ReturnType<typeof createNote>

/** Throws `not-found`. */
export function createNote({ db, events }: { db: Db; events: Events }) {
  return async function note(agent: AgentRow, ticketId: number, text: string): Promise<MessageRow> {
    const message = await db.write(async (tx) => {
      const ticket = await findTicket(tx, ticketId)
      if (!ticket) throw notFound('ticket')
      return appendNote(tx, ticket, { by: agent, text, created_at: Date.now() })
    })
    events.pump()
    return message
  }
}

export type NewNote = Pick<NewMessage, 'text' | 'created_at'> &
  Partial<Pick<NewMessage, 'channel' | 'external_id' | 'call_event'>> & {
    /** The system itself, where it is nobody. */
    by?: AgentRow
  }

/** Within the caller's transaction; of the ticket's channel unless another is named. `change` as in `appendMessage`. */
export function appendNote(
  tx: Tx,
  ticket: TicketRow,
  { by, ...note }: NewNote,
  change: Partial<TicketRow> = {},
): Promise<MessageRow> {
  const author = by
    ? ({ author_kind: 'agent', author_id: by.id, author_name: by.name } as const)
    : ({ author_kind: 'system', author_name: null } as const)
  return appendMessage(
    tx,
    ticket,
    { direction: 'internal', channel: ticket.channel, ...author, ...note },
    change,
  )
}

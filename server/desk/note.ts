/** Internal notes: never sent, never shown to a citizen. */
import type { Db } from '../../db/index.ts'
import type { AgentRow } from '../../db/schema/agents.ts'
import type { MessageRow } from '../../db/schema/messages.ts'
import { findTicket } from '../../db/tickets.ts'
import { notFound } from '../errors.ts'
import { appendNote } from './thread.ts'

export type Note = ReturnType<typeof createNote>

/** Throws `not-found`. */
export function createNote({ db }: { db: Db }) {
  return async function note(agent: AgentRow, ticketId: number, text: string): Promise<MessageRow> {
    const message = await db.write(async (tx) => {
      const ticket = await findTicket(tx, ticketId)
      if (!ticket) throw notFound('ticket')
      return appendNote(tx, ticket, { by: agent, text, created_at: Date.now() })
    })
    return message
  }
}

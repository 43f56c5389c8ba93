/** What a citizen asks in a ticket: in which message, and what it goes on about. */
import type { Queryable } from '../../db/index.ts'
import { lastInboundMessages } from '../../db/threads.ts'
import type { MessageRow } from '../../db/schema/messages.ts'
import type { TicketRow } from '../../db/schema/tickets.ts'
import { findEarlierService } from '../../db/tickets.ts'
import type { Suggest } from '../../templates/index.ts'
import { partsOf } from './texts/parts.ts'

/** How far back a question may lie behind "terima kasih" and "halo?". */
const messagesRead = 8
/** Who asked about a grave in spring does not mean it by "kalau biayanya?" in autumn. */
const earlierTicketMs = 60 * 24 * 3600_000

/** For whoever only wants to know which it is. */
export const briefly = { limit: 1, isExplained: false } as const

export interface Question {
  message: MessageRow
  text: string
  /** The service the thread was about before this message; null when there is no telling. */
  service(): string | null
}

/**
 * The citizen's latest messages, newest first. "Kalau biayanya?" goes on about what was asked before it, or what the
 * ticket was put down to, or what the same person's last ticket was about.
 */
export async function readQuestions(db: Queryable, ticket: TicketRow, suggest: Suggest): Promise<Question[]> {
  const latest = await lastInboundMessages(db, ticket.id, messagesRead)
  // A place or a picture asks nothing, and STOP wants no answer.
  const messages = latest.filter((message) => {
    const parts = partsOf(message)
    return !parts?.isTextOurs && !parts?.optOut
  })
  const otherwise = ticket.service ?? (await findEarlierService(db, ticket, Date.now() - earlierTicketMs))
  const texts = messages.map(({ seq, text }) =>
    seq === 1 && ticket.channel === 'email' ? `${ticket.subject}\n${text}` : text,
  )
  return messages.map((message, position) => ({
    message,
    text: texts[position] ?? '',
    service() {
      for (const text of texts.slice(position + 1)) {
        const [first] = suggest(text, { ...briefly, language: ticket.language }).suggestions
        if (first) return first.service
      }
      return otherwise
    },
  }))
}

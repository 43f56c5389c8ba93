/** Adding to a thread: the one place where a message gets its row, its place, its words in search and its event. */
import type { Tx } from '../../db/index.ts'
import { insertEvent } from '../../db/events.ts'
import { insertMessage } from '../../db/messages.ts'
import { addToSearch } from '../../db/search.ts'
import { nextSeq } from '../../db/tickets.ts'
import type { AgentRow } from '../../db/schema/agents.ts'
import type { MessageRow, NewMessage } from '../../db/schema/messages.ts'
import type { TicketRow } from '../../db/schema/tickets.ts'

const previewLength = 160
/** Far enough to find the first words behind any white space, and no millions of characters. */
const looked = 20_000

/**
 * Appends within the caller's transaction; the first message tells of its new ticket as well. `change` is what else becomes of
 * the ticket by this message, and by `alsoFindable` it is found besides its words.
 */
export async function appendMessage(
  tx: Tx,
  ticket: TicketRow,
  message: Omit<NewMessage, 'ticket_id' | 'seq'>,
  change: Partial<TicketRow> = {},
  alsoFindable = '',
): Promise<MessageRow> {
  const isPublic = message.direction !== 'internal'
  const seq = await nextSeq(tx, ticket.id, {
    updated_at: message.created_at,
    ...(isPublic
      ? { last_message_at: message.created_at, preview: firstWords(message.text || message.quoted || '') }
      : {}),
    ...change,
  })
  const row = await insertMessage(tx, { ...message, ticket_id: ticket.id, seq })
  await addToSearch(tx, ticket.id, [alsoFindable, row.text, row.quoted].filter(Boolean).join('\n'))
  const event = { ticketId: ticket.id, now: row.created_at }
  await insertEvent(tx, ...(ticket.last_seq === 0 ? [{ ...event, type: 'ticket:created' } as const] : []), {
    ...event,
    type: 'message:created',
    messageId: row.id,
  })
  return row
}

/** An internal note: never sent, never shown to a citizen. */
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

/** One line for lists; never cuts a character in two. */
export function firstWords(text: string, length = previewLength): string {
  const line = text.slice(0, looked).replace(/\s+/g, ' ').trim()
  if (line.length <= length) return line
  const cut = Array.from(line.slice(0, length)).join('')
  return `${cut.replace(/[\uD800-\uDBFF]$/, '').replace(/\s\S*$/, '') || cut}…`
}

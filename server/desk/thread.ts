/** Adding to a thread: the one place where a message gets its row, its place, its words in search and its event. */
import type { Tx } from '../../db/index.ts'
import { insertEvent } from '../../db/events.ts'
import { insertMessage } from '../../db/messages.ts'
import { addToSearch } from '../../db/search.ts'
import { insertTicket, nextSeq } from '../../db/tickets.ts'
import type { AgentRow } from '../../db/schema/agents.ts'
import type { MessageRow, NewMessage } from '../../db/schema/messages.ts'
import type { NewTicket, TicketRow } from '../../db/schema/tickets.ts'

const previewLength = 160
/** Far enough to find the first words behind any white space, and no millions of characters. */
const looked = 20_000

export type Said = Omit<NewMessage, 'ticket_id' | 'seq'>
/** All of a new ticket that its first message does not say. */
export type Opening = Omit<NewTicket, 'last_seq' | 'preview' | 'updated_at' | 'last_message_at'>

/** A new ticket with its first message, within the caller's transaction. By `alsoFindable` it is found besides its words. */
export async function beginThread(
  tx: Tx,
  opening: Opening,
  said: Said,
  alsoFindable: string,
): Promise<{ ticket: TicketRow; message: MessageRow }> {
  const { created_at: now } = said
  const ticket = await insertTicket(tx, { ...opening, ...lastOf(said), updated_at: now, last_seq: 1 })
  const message = await insertMessage(tx, { ...said, ticket_id: ticket.id, seq: 1 })
  await makeFindable(tx, message, alsoFindable)
  const created = { ticketId: ticket.id, now }
  await insertEvent(
    tx,
    { ...created, type: 'ticket:created' },
    { ...created, type: 'message:created', messageId: message.id },
  )
  return { ticket, message }
}

/** Appends within the caller's transaction. `change` is what else becomes of the ticket by this message. */
export async function appendMessage(
  tx: Tx,
  ticket: TicketRow,
  said: Said,
  change: Partial<TicketRow> = {},
): Promise<MessageRow> {
  const { created_at: now } = said
  const isPublic = said.direction !== 'internal'
  const seq = await nextSeq(tx, ticket.id, { updated_at: now, ...(isPublic && lastOf(said)), ...change })
  const message = await insertMessage(tx, { ...said, ticket_id: ticket.id, seq })
  await makeFindable(tx, message)
  await insertEvent(tx, { type: 'message:created', ticketId: ticket.id, messageId: message.id, now })
  return message
}

/** What a list shows of a ticket's last public message. */
function lastOf({ text, quoted, created_at }: Said): Pick<TicketRow, 'last_message_at' | 'preview'> {
  return { last_message_at: created_at, preview: firstWords(text || quoted || '') }
}

function makeFindable(tx: Tx, { ticket_id, text, quoted }: MessageRow, also = ''): Promise<void> {
  return addToSearch(tx, ticket_id, [also, text, quoted].filter(Boolean).join('\n'))
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
  // Of most texts the beginning is enough, and the rest costs as much as all else that is done with it.
  const near = onOneLine(text.slice(0, 2 * length))
  const line = near.length > length ? near : onOneLine(text.slice(0, looked))
  if (line.length <= length) return line
  const cut = Array.from(line.slice(0, length)).join('')
  return `${cut.replace(/[\uD800-\uDBFF]$/, '').replace(/\s\S*$/, '') || cut}…`
}

function onOneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}

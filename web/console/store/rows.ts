import type { Ticket } from '../../../server/wire/ticket.ts'
import type { Order } from './ticket-filter.ts'

export interface UpsertOptions {
  /** Whether the ticket belongs in this list. */
  fits: boolean
  /** The open ticket stays in sight although it fits no longer. */
  keepId: number | null
  /** More rows wait on the server, so what sorts behind the last row is not ours to show yet. */
  hasMore: boolean
  order: Order
}

/** The list with one ticket put in, moved, renewed or taken out, in its order of activity. */
export function upsertTicket(
  rows: Ticket[],
  ticket: Ticket,
  { fits, keepId, hasMore, order }: UpsertOptions,
): Ticket[] {
  const known = rows.find((row) => row.id === ticket.id)
  if (known && isOlder(ticket, known)) return rows
  const others = rows.filter((row) => row.id !== ticket.id)
  if (!fits && !(known && ticket.id === keepId)) return others
  const index = others.findIndex((row) => (order === 'newest' ? isLater(ticket, row) : isLater(row, ticket)))
  if (index === -1) return hasMore && !known ? others : [...others, ticket]
  return [...others.slice(0, index), ticket, ...others.slice(index)]
}

/** Adds a page; a row that moved between two pages stays where it already stands. */
export function appendPage(rows: Ticket[], page: Ticket[]): Ticket[] {
  const known = new Set(rows.map((row) => row.id))
  return [...rows, ...page.filter((ticket) => !known.has(ticket.id))]
}

/** Which ticket comes up when one is done: the one below it, else the one above. */
export function neighbourOf(rows: Ticket[], id: number): number | null {
  const at = rows.findIndex((row) => row.id === id)
  return (rows[at + 1] ?? rows[at - 1])?.id ?? null
}

function isLater(one: Ticket, other: Ticket): boolean {
  if (one.lastMessageAt !== other.lastMessageAt) return one.lastMessageAt > other.lastMessageAt
  return one.id > other.id
}

/** An answer to an old request may arrive after a newer event. */
function isOlder(one: Ticket, other: Ticket): boolean {
  return one.updatedAt < other.updatedAt
}

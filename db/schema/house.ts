/** What the house keeps for itself: numbers without gaps, settings, what happened, the full-text search. */
import type { Selectable } from 'kysely'
import type { Millis } from './values.ts'

export interface HouseTables {
  counters: { name: string; value: number }
  settings: { name: string; value: string }
  /** What happened, numbered in the order of commit. Screens follow this table. */
  events: {
    number: number
    type: EventType
    ticket_id: number
    message_id: number | null
    created_at: Millis
  }
  /** Full text, one row a piece of a ticket. FTS5 on SQLite, tsvector on PostgreSQL: see `search.ts`. */
  search: { ticket_id: number; body: string }
}

export type EventType = 'ticket:created' | 'ticket:changed' | 'message:created' | 'message:changed'

export type EventRow = Selectable<HouseTables['events']>

/**
 * What happened, told after commit and in the order of commit. The table is the bus: a transaction adds its
 * rows, and after each commit every process reads what is new and tells its own screens. So nothing can be told that
 * was rolled back, a second process (or the command line) is heard too, and whoever was away asks from a number.
 */
import type { Db } from '../../db/index.ts'
import { eventsAtOnce, latestEventNumber, listEventsAfter, oldestEventNumber } from '../../db/events.ts'
import { findMessages } from '../../db/messages.ts'
import { findTickets } from '../../db/tickets.ts'
import type { EventRow } from '../../db/schema/house.ts'
import type { Logger } from '../log.ts'
import type { Message } from '../wire/message.ts'
import type { Ticket } from '../wire/ticket.ts'
import { presentMessages } from './present/messages.ts'
import { presentTickets } from './present/tickets.ts'

export interface DeskEvent {
  number: number
  type: EventRow['type']
  ticket: Ticket
  /** Null for what concerns the ticket alone. */
  message: Message | null
}
export type Listener = (event: DeskEvent) => void

export interface Events {
  on(listener: Listener): void
  /** The same a moment later, when it is on disk: for whoever could not be told otherwise after a power cut. */
  onKept(listener: Listener): void
  /** The number up to which listeners have been told. */
  latest(): number
  /** Everything after one number up to another, as it is today; null when that is no longer kept, or too much. */
  between(after: number, upTo: number): Promise<DeskEvent[] | null>
  start(): Promise<void>
  stop(): Promise<void>
}

const pollMs = 500
/** A screen that missed more than this is quicker to load afresh. */
const mostMissed = 1000

export function createEvents(db: Db, log: Logger): Events {
  const listeners: Listener[] = []
  const keptListeners: Listener[] = []
  let told = 0
  let pumping: Promise<void> | null = null
  let isAsked = false
  let poll: NodeJS.Timeout | undefined

  /** Cheap: what is committed meanwhile shares one look. */
  function pump(): void {
    isAsked = true
    pumping ??= tellNew()
      .catch((error: unknown) => log.error({ err: error }, 'events could not be read'))
      .finally(() => {
        pumping = null
        if (isAsked) pump() // asked after the last look and before this line
      })
  }

  async function tellNew(): Promise<void> {
    while (isAsked) {
      isAsked = false
      const rows = await listEventsAfter(db.read, told)
      const kept = db.onDisk()
      const news = await presentEvents(db, rows)
      for (const event of news) for (const listener of listeners) listener(event)
      kept.then(
        () => news.forEach((event) => keptListeners.forEach((listener) => listener(event))),
        (error: unknown) => log.error({ err: error }, 'what was committed is not on disk'),
      )
      told = rows.at(-1)?.number ?? told
      if (rows.length === eventsAtOnce) isAsked = true
    }
  }

  return {
    on: (listener) => void listeners.push(listener),
    onKept: (listener) => void keptListeners.push(listener),
    latest: () => told,
    async between(after, upTo) {
      const oldest = await oldestEventNumber(db.read)
      if (oldest === null || after < oldest - 1 || upTo - after > mostMissed) return null
      const events: DeskEvent[] = []
      for (let last = after; last < upTo;) {
        const rows = await listEventsAfter(db.read, last)
        events.push(
          ...(await presentEvents(
            db,
            rows.filter((row) => row.number <= upTo),
          )),
        )
        last = rows.length < eventsAtOnce ? upTo : (rows.at(-1)?.number ?? upTo)
      }
      return events
    },
    async start() {
      told = await latestEventNumber(db.read)
      db.onCommit(pump)
      // Another process, or `tanya` on the command line, may write too.
      poll = setInterval(pump, pollMs).unref()
    },
    async stop() {
      clearInterval(poll)
      await pumping
    },
  }
}

async function presentEvents(db: Db, rows: EventRow[]): Promise<DeskEvent[]> {
  if (rows.length === 0) return []
  const ticketIds = [...new Set(rows.map((row) => row.ticket_id))]
  const messageIds = [...new Set(rows.map((row) => row.message_id).filter((id) => id !== null))]
  const tickets = await presentTickets(db.read, await findTickets(db.read, ticketIds))
  const messages = await presentMessages(db.read, await findMessages(db.read, messageIds))
  const ticketById = new Map(tickets.map((ticket) => [ticket.id, ticket]))
  const messageById = new Map(messages.map((message) => [message.id, message]))
  return rows.flatMap((row) => {
    const ticket = ticketById.get(row.ticket_id)
    const message = row.message_id === null ? null : (messageById.get(row.message_id) ?? null)
    return ticket ? [{ number: row.number, type: row.type, ticket, message }] : []
  })
}

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
import type { ChannelName } from '../../db/schema/values.ts'
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
  /** `isAnybodyThere` says whether it would tell anybody; while not, it hears nothing, for most of the work is to present it. */
  on(listener: Listener, isAnybodyThere: () => boolean): void
  /** What becomes of chats, a moment later, when it is on disk: their citizens could not be told otherwise after a power cut. */
  onChatKept(listener: Listener): void
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
  const listeners: { tell: Listener; isAnybodyThere: () => boolean }[] = []
  const chatListeners: Listener[] = []
  let told = 0
  /** Behind `told` only when what was read could not be told to chats, which are told once more. */
  let read = 0
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
      const rows = await listEventsAfter(db.read, read)
      const upTo = rows.at(-1)?.number ?? read
      const kept = db.onDisk()
      const present = listeners.filter(({ isAnybodyThere }) => isAnybodyThere())
      // Whoever comes from here on asks for what was before.
      if (present.length === 0) told = upTo
      const news = await presentEvents(db, rows, present.length > 0 ? null : 'chat')
      for (const event of news) {
        if (event.number > told) present.forEach(({ tell }) => tell(event))
      }
      const ofChats = news.filter(({ ticket }) => ticket.channel === 'chat')
      kept.then(
        () => ofChats.forEach((event) => chatListeners.forEach((tell) => tell(event))),
        (error: unknown) => log.error({ err: error }, 'what was committed is not on disk'),
      )
      told = read = upTo
      if (rows.length === eventsAtOnce) isAsked = true
    }
  }

  return {
    on: (tell, isAnybodyThere) => void listeners.push({ tell, isAnybodyThere }),
    onChatKept: (listener) => void chatListeners.push(listener),
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
            null,
          )),
        )
        last = rows.length < eventsAtOnce ? upTo : (rows.at(-1)?.number ?? upTo)
      }
      return events
    },
    async start() {
      told = read = await latestEventNumber(db.read)
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

/** Those of one channel's tickets; null for any. */
async function presentEvents(db: Db, events: EventRow[], channel: ChannelName | null): Promise<DeskEvent[]> {
  const named = [...new Set(events.map((row) => row.ticket_id))]
  const wanted = await findTickets(db.read, named, channel === null ? {} : { channel })
  if (wanted.length === 0) return []
  const ids = new Set(wanted.map(({ id }) => id))
  const rows = events.filter((row) => ids.has(row.ticket_id))
  const messageIds = [...new Set(rows.map((row) => row.message_id).filter((id) => id !== null))]
  const tickets = await presentTickets(db.read, wanted)
  const messages = await presentMessages(db.read, await findMessages(db.read, messageIds))
  const ticketById = new Map(tickets.map((ticket) => [ticket.id, ticket]))
  const messageById = new Map(messages.map((message) => [message.id, message]))
  return rows.flatMap((row) => {
    const ticket = ticketById.get(row.ticket_id)
    const message = row.message_id === null ? null : (messageById.get(row.message_id) ?? null)
    return ticket ? [{ number: row.number, type: row.type, ticket, message }] : []
  })
}

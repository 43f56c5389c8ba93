/**
 * Answers in a chat whose citizen has gone: what was not read for a while also goes to the address they gave. It is a
 * copy (`copy_of`), which no window and no private page shows: whoever comes back finds each answer once.
 */
import type { Channel, ChannelKind } from '../../channels/contract/channel.ts'
import { findAttachments, insertAttachment } from '../../db/attachments.ts'
import { findContacts, findIdentities } from '../../db/contacts.ts'
import { nextNumber } from '../../db/counters.ts'
import type { Db, Tx } from '../../db/index.ts'
import type { MessageRow } from '../../db/schema/messages.ts'
import type { TicketRow } from '../../db/schema/tickets.ts'
import { addTicketPeople } from '../../db/ticket-people.ts'
import { findTicket } from '../../db/tickets.ts'
import { listUnreadAnswers, ticketsWithUnread } from '../../db/unread-answers.ts'
import { smsSegments, type Library } from '../../templates/index.ts'
import type { Logger } from '../log.ts'
import { pickAddress, waysForPages } from './address.ts'
import { linkPlaceholder } from './compose.ts'
import { queueMessage } from './queue-message.ts'
import { createRounds } from './rounds.ts'
import { hindranceAt } from './texts/may-text.ts'
import { appendMessage } from './thread.ts'

export interface CarryDeps {
  db: Db
  log: Logger
  library: Library
  /** Channels that are switched on. */
  channels: ReadonlyMap<ChannelKind, Pick<Channel, 'limits'>>
  mailDomain: string
  /** For so long an answer waits to be read in the window. */
  awayMs: number
  onQueued: () => void
}

const batchSize = 20
const longestNapMs = 15_000
const shortestNapMs = 200
/** What is older was written before this was switched on, or while it could not be sent. */
const oldestMs = 2 * 24 * 3600_000
/** A longer one is announced with a link, at a fraction of its price. */
const mostSegments = 3

export function createCarry(deps: CarryDeps) {
  const { db, log, library, channels, mailDomain, awayMs } = deps
  const rounds = createRounds({
    round,
    longestNapMs: Math.min(Math.max(awayMs / 2, shortestNapMs), longestNapMs),
    onError: (err) => log.error({ err }, 'unread answers cannot be carried on; trying again'),
  })

  async function round(): Promise<boolean> {
    const kinds = [
      ...(channels.has('email') ? ['email' as const] : []),
      ...(channels.has('sms') || channels.has('whatsapp') ? ['phone' as const] : []),
    ]
    const now = Date.now()
    const span = { since: now - oldestMs, until: now - awayMs }
    const ticketIds = await ticketsWithUnread(db.read, span, kinds, batchSize)
    let carried = 0
    for (const ticketId of ticketIds) {
      if (rounds.isStopped()) return false
      if (await db.write((tx) => carry(tx, ticketId))) carried++
    }
    if (carried > 0) {
      deps.onQueued()
    }
    return ticketIds.length === batchSize && carried > 0
  }

  async function carry(tx: Tx, ticketId: number): Promise<boolean> {
    // Locked until the commit, so that two processes carry one after the other.
    await nextNumber(tx, 'carried answer')
    const ticket = await findTicket(tx, ticketId)
    const answers = await listUnreadAnswers(tx, ticketId)
    const last = answers.at(-1)
    if (!ticket || !last) return false
    const way = await wayOf(tx, ticket)
    if (!way) return false
    const { channel, address } = way
    const [contact] = await findContacts(tx, [ticket.contact_id])
    const to = { address, name: contact?.name ?? null }
    const files = await findAttachments(
      tx,
      answers.map(({ id }) => id),
    )
    const now = Date.now()
    const message = await appendMessage(
      tx,
      ticket,
      {
        direction: 'outbound',
        channel,
        author_kind: 'agent',
        author_id: last.author_id,
        author_name: last.author_name,
        text: wordsFor(ticket, channel, to.name, answers, files.length > 0),
        copy_of: last.id,
        delivery_state: 'queued',
        created_at: now,
      },
      { last_message_at: ticket.last_message_at, preview: ticket.preview },
    )
    if (channel === 'email') {
      for (const file of files) await insertAttachment(tx, { ...file, id: undefined, message_id: message.id })
      // What is written back to it belongs here.
      await addTicketPeople(tx, ticket.id, [to], now)
    }
    await queueMessage(tx, { ticket, message, to, mailDomain, now })
    return true
  }

  /** The first that takes it now; where none does, the first all the same, and officers read why it did not go. */
  async function wayOf(tx: Tx, { contact_id }: TicketRow) {
    const identities = await findIdentities(tx, [contact_id])
    const ways = waysForPages.flatMap((channel) => {
      const address = channels.has(channel) && pickAddress(identities, channel)?.address
      return address ? [{ channel, address }] : []
    })
    for (const way of ways) if ((await hindranceAt(tx, way, Date.now())) === null) return way
    return ways[0] ?? null
  }

  function wordsFor(
    { language, number: ticketNumber }: TicketRow,
    channel: ChannelKind,
    contactName: string | null,
    answers: MessageRow[],
    hasFiles: boolean,
  ): string {
    const text = answers.map((one) => one.text).join('\n\n')
    const facts = { language, contactName, ticketNumber, isOpen: true, opensAt: null, link: linkPlaceholder }
    if (channel === 'email')
      return library.message('answer-carried', { ...facts, answer: { title: '', text } })
    const isShort =
      channel === 'sms'
        ? smsSegments(text) <= mostSegments
        : text.length <= (channels.get(channel)?.limits?.textLength ?? Infinity)
    return isShort && !hasFiles ? text : library.message('answer-waits', { ...facts, answer: null })
  }

  return { start: rounds.start, stop: rounds.stop }
}

/**
 * Which ticket a message belongs to. E-mail: In-Reply-To and References (RFC 5322 §3.6.4), then the number in
 * the subject, each believed only from somebody who takes part in that ticket: a number can be guessed and a
 * mail forwarded, and a stranger must never read, or write into, another person's case. Nor must a forger.
 */
import type { Inbound } from '../../channels/channel.ts'
import type { Queryable } from '../../db/index.ts'
import { findTicketsByMailIds } from '../../db/mail-ids.ts'
import { ticketsWithPerson } from '../../db/ticket-people.ts'
import { findLatestTicket, findTicket, findTicketByNumber } from '../../db/tickets.ts'
import type { TicketRow } from '../../db/schema.ts'

/** How long after the last word a text message still speaks of the same matter. */
const sameMatterMs = 3 * 24 * 3600_000

export interface Thread {
  ticket: TicketRow | null
  /** A ticket the message quotes, but whose people its sender is not one of. */
  possibleFollowUpOf: TicketRow | null
}

export interface Sender {
  contactId: number | null
  /** It is not believed to be them who writes: whatever is quoted, no ticket is joined. */
  isDoubted: boolean
}

const none: Thread = { ticket: null, possibleFollowUpOf: null }

export async function findThread(
  db: Queryable,
  inbound: Inbound,
  from: Sender,
  now: number,
  /** For so long after it was closed, a ticket opens again. */
  reopenMs: number,
): Promise<Thread> {
  if (inbound.ticketId !== undefined) {
    return { ticket: (await findTicket(db, inbound.ticketId)) ?? null, possibleFollowUpOf: null }
  }
  if (inbound.mail) {
    const sender = { ...from, address: inbound.from.address }
    return findMailThread(db, inbound.mail, sender, (ticket) => now - ticket.updated_at <= reopenMs)
  }
  if (inbound.channel === 'sms' || inbound.channel === 'whatsapp') {
    if (from.contactId === null) return none
    const latest = await findLatestTicket(db, from.contactId, inbound.channel, now - sameMatterMs)
    return { ticket: latest && latest.status !== 'closed' ? latest : null, possibleFollowUpOf: null }
  }
  return none
}

async function findMailThread(
  db: Queryable,
  mail: NonNullable<Inbound['mail']>,
  sender: Sender & { address: string },
  mayReopen: (ticket: TicketRow) => boolean,
): Promise<Thread> {
  const byReference = await findTicketsByMailIds(db, [...mail.inReplyTo, ...mail.references])
  const byNumber = mail.ticketNumber ? await findTicketByNumber(db, mail.ticketNumber) : undefined
  // The number in the subject is the plainer word: it also stands there when somebody writes afresh.
  const named = [
    ...(byNumber ? [byNumber] : []),
    ...byReference.filter((ticket) => ticket.id !== byNumber?.id && isSameSubject(ticket, mail.baseSubject)),
  ]
  const ids = named.map((ticket) => ticket.id)
  const takesPartIn = new Set(await ticketsWithPerson(db, ids, sender.address))
  const own = named.find((ticket) => ticket.contact_id === sender.contactId || takesPartIn.has(ticket.id))
  if (own) {
    const isApart = sender.isDoubted || (own.status === 'closed' && !mayReopen(own))
    return { ticket: isApart ? null : own, possibleFollowUpOf: isApart ? own : null }
  }
  return { ticket: null, possibleFollowUpOf: named[0] ?? null }
}

/** An old mail answered about something new is something new: its subject was changed. */
function isSameSubject(ticket: TicketRow, baseSubject: string): boolean {
  return baseSubject === '' || fold(ticket.subject) === fold(baseSubject)
}

function fold(subject: string): string {
  return subject.toLowerCase().replace(/\s+/g, ' ').trim()
}

/**
 * Which ticket a message belongs to. E-mail: In-Reply-To and References (RFC 5322 §3.6.4), the number in the
 * subject, the token in the address it went to, each believed only from somebody who takes part in that ticket: a number can be guessed and a
 * mail forwarded, and a stranger must never read, or write into, another person's case. Nor must a forger.
 */
import type { Inbound } from '../../channels/contract/inbound.ts'
import { baseSubject } from '../../channels/email/index.ts'
import { contactsWhoTyped } from '../../db/contacts.ts'
import type { Queryable } from '../../db/index.ts'
import { findTicketsByMailIds } from '../../db/mail-ids.ts'
import { ticketsWithPerson } from '../../db/ticket-people.ts'
import { findCarriedBy, findMergedInto, findTicket, findTicketsByNumber } from '../../db/tickets.ts'
import type { TicketRow } from '../../db/schema/tickets.ts'
import { findEndOfChain } from './follow-up.ts'
import type { ReplyTokens } from './mail/reply-tokens.ts'

/** How long after the last text, of theirs or of ours, a text still speaks of the same matter. */
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

export interface ThreadRules {
  now: number
  /** For so long after it was closed, a ticket opens again. */
  reopenMs: number
  tokens: Pick<ReplyTokens, 'numberIn'>
}

const none: Thread = { ticket: null, possibleFollowUpOf: null }

export async function findThread(
  db: Queryable,
  inbound: Inbound,
  from: Sender,
  { now, reopenMs, tokens }: ThreadRules,
): Promise<Thread> {
  if (inbound.ticketId !== undefined) {
    return { ticket: (await findTicket(db, inbound.ticketId)) ?? null, possibleFollowUpOf: null }
  }
  if (inbound.mail) {
    const sender = { ...from, address: inbound.from.address }
    const tokenNumber = tokens.numberIn(inbound.mail.plusTags)
    const isFresh = (ticket: TicketRow) => now - ticket.updated_at <= reopenMs
    return findMailThread(db, { ...inbound.mail, tokenNumber }, sender, isFresh)
  }
  const { channel } = inbound
  if (channel === 'sms' || channel === 'whatsapp') return findTextThread(db, inbound, channel, from, now)
  return none
}

/** A text goes on where the last one did. What we wrote to a number that somebody only typed may be answered by another who has it. */
async function findTextThread(
  db: Queryable,
  { from: { kind, address } }: Inbound,
  channel: 'sms' | 'whatsapp',
  { contactId }: Sender,
  now: number,
): Promise<Thread> {
  const since = now - sameMatterMs
  const own = contactId === null ? undefined : await findCarriedBy(db, contactId, channel, since)
  if (own) return { ticket: own.status === 'closed' ? null : own, possibleFollowUpOf: null }
  for (const typist of await contactsWhoTyped(db, kind, address)) {
    const carried = await findCarriedBy(db, typist, channel, since)
    if (carried) return { ticket: null, possibleFollowUpOf: carried }
  }
  return none
}

async function findMailThread(
  db: Queryable,
  mail: NonNullable<Inbound['mail']> & { tokenNumber: string | null },
  sender: Sender & { address: string },
  isFresh: (ticket: TicketRow) => boolean,
): Promise<Thread> {
  const ids = [...mail.inReplyTo, ...mail.references]
  const byReference = await findTicketsByMailIds(db, ids)
  const [byToken] = mail.tokenNumber ? await findNumbered(db, [mail.tokenNumber]) : []
  const byNumber = await findNumbered(db, mail.ticketNumbers)
  // The number in the subject is the plainer word: it also stands there when somebody writes afresh.
  const subjects = await subjectsOfMerged(
    db,
    [...byReference, ...(byToken ? [byToken] : [])],
    mail.baseSubject,
  )
  const isAbout = ({ id, subject }: TicketRow) =>
    [subject, ...(subjects.get(id) ?? [])].some((one) => isSameSubject(one, mail.baseSubject))
  // The token went along when an old mail was answered about something new, as references do. Alone, it may be all that
  // was left of an answer, or come out of an address book: that depends on how old the matter is.
  const isTokenGood = byToken && (isAbout(byToken) || (ids.length === 0 && isFresh(byToken)))
  const found = [...byNumber, isTokenGood ? byToken : undefined, ...byReference.filter(isAbout)]
  const named = [...new Map(found.flatMap((ticket) => (ticket ? [[ticket.id, ticket]] : []))).values()]
  const takesPartIn = new Set(
    await ticketsWithPerson(
      db,
      named.map((ticket) => ticket.id),
      sender.address,
    ),
  )
  const own = named.find((ticket) => ticket.contact_id === sender.contactId || takesPartIn.has(ticket.id))
  if (own) {
    const isApart = sender.isDoubted || (own.status === 'closed' && !isFresh(own))
    return { ticket: isApart ? null : own, possibleFollowUpOf: isApart ? own : null }
  }
  const isAddressOld = byToken && !isTokenGood && ids.length === 0
  return { ticket: null, possibleFollowUpOf: named[0] ?? (isAddressOld ? byToken : null) }
}

/** A ticket that was merged stands for the one it went into. */
async function findNumbered(db: Queryable, numbers: string[]): Promise<TicketRow[]> {
  const found = await findTicketsByNumber(db, numbers)
  const ends = await Promise.all(
    found.map((ticket) => (ticket.merged_into ? findEndOfChain(db, ticket.id) : ticket)),
  )
  return ends.filter((ticket) => ticket !== undefined)
}

/** What tickets were about that were merged into these, where their own subject is another. */
async function subjectsOfMerged(
  db: Queryable,
  tickets: TicketRow[],
  base: string,
): Promise<Map<number | null, string[]>> {
  const others = tickets.filter(({ subject }) => !isSameSubject(subject, base)).map(({ id }) => id)
  const merged = await findMergedInto(db, others)
  return new Map(
    others.map((id) => [id, merged.filter((one) => one.merged_into === id).map((one) => one.subject)]),
  )
}

/** An old mail answered about something new is something new: its subject was changed. */
function isSameSubject(subject: string, base: string): boolean {
  // A ticket may have begun with somebody's `Re:` itself.
  return base === '' || fold(baseSubject(subject)) === fold(base)
}

function fold(subject: string): string {
  return subject.toLowerCase().replace(/\s+/g, ' ').trim()
}

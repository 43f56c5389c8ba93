/**
 * A citizen's mail that an officer passes on to the office. The citizen is whoever wrote it, and what the officer wrote
 * above it is for colleagues alone: a note. That is done at once when the officer's mail is proven to be theirs; for
 * anybody can write that somebody wrote something, so else an agent looks first.
 */
import type { Inbound } from '../../../channels/contract/inbound.ts'
import type { MailPerson } from '../../../channels/contract/mail.ts'
import { findAgentByEmail } from '../../../db/agents.ts'
import { findContactByAddress, insertContact, insertIdentity, nameContact } from '../../../db/contacts.ts'
import { insertEvent } from '../../../db/events.ts'
import { deleteForward, findForwards, insertForward } from '../../../db/forwards.ts'
import type { Db, Queryable, Tx } from '../../../db/index.ts'
import { findMessage, updateMessage } from '../../../db/messages.ts'
import type { AgentRow } from '../../../db/schema/agents.ts'
import type { ContactRow } from '../../../db/schema/contacts.ts'
import type { ForwardRow } from '../../../db/schema/mail.ts'
import type { MessageRow } from '../../../db/schema/messages.ts'
import type { TicketRow } from '../../../db/schema/tickets.ts'
import { addToSearch } from '../../../db/search.ts'
import { findTicket, updateTicket } from '../../../db/tickets.ts'
import { notFound, TanyaError } from '../../errors.ts'
import { storable } from '../storable.ts'
import { appendMessage, firstWords } from '../thread.ts'
import type { Doubt } from './doubt.ts'
import { isOwn } from './mail-people.ts'

export interface Forward extends MailPerson {
  agent: AgentRow
  subject: string
  cover: string
  text: string
}

/** What the mail passes on when it is from an officer, and what it passes on is from neither the office nor another officer. */
export async function forwardedBy(
  db: Queryable,
  { mail, from }: Inbound,
  doubt: Doubt,
  ownAddresses: readonly string[],
): Promise<Forward | null> {
  if (!mail?.forwarded || doubt !== null) return null
  const { from: citizen, ...given } = mail.forwarded
  const words = { subject: storable(given.subject), cover: storable(given.cover), text: storable(given.text) }
  if (isOwn(citizen.address, ownAddresses)) return null
  const agent = await findAgentByEmail(db, from.address)
  if (agent?.is_active !== 1 || (await findAgentByEmail(db, citizen.address))) return null
  return { agent, address: citizen.address, name: citizen.name && storable(citizen.name), ...words }
}

/** With the first message of a new ticket. `isProven`: it is the officer who writes. */
export async function keepForward(
  tx: Tx,
  ticket: TicketRow,
  message: MessageRow,
  { agent, ...forward }: Forward,
  isProven: boolean,
): Promise<void> {
  const row: ForwardRow = { ticket_id: ticket.id, message_id: message.id, ...forward }
  if (isProven) await giveToCitizen(tx, ticket, row, agent)
  else await insertForward(tx, row)
}

export type SettleForward = ReturnType<typeof createSettleForward>

export function createSettleForward({ db }: { db: Db }) {
  /** Whether the ticket is the citizen's whose mail was passed on. Throws `not-found`, or `conflict` where nothing is asked. */
  return async function settleForward(
    agent: AgentRow,
    ticketId: number,
    isTheirs: boolean,
  ): Promise<TicketRow> {
    const settled = await db.write(async (tx) => {
      const ticket = await findTicket(tx, ticketId)
      if (!ticket) throw notFound('ticket')
      const [row] = await findForwards(tx, [ticketId])
      if (!row) throw new TanyaError('conflict', 'Nothing says that this mail is somebody else’s.')
      await deleteForward(tx, ticketId)
      if (isTheirs) await giveToCitizen(tx, ticket, row, agent)
      else await insertEvent(tx, { type: 'ticket:changed', ticketId, now: Date.now() })
      return findTicket(tx, ticketId)
    })
    if (!settled) throw notFound('ticket')
    return settled
  }
}

/** Nothing is lost by it: the mail as it came is kept, and words and cover are all that it said. */
async function giveToCitizen(tx: Tx, ticket: TicketRow, row: ForwardRow, agent: AgentRow): Promise<void> {
  const now = Date.now()
  const contact = await contactAt(tx, row, now)
  const { message_id: messageId, subject, text, cover } = row
  const officer = (await findMessage(tx, messageId))?.author_name ?? agent.name
  await updateMessage(tx, messageId, {
    author_id: contact.id,
    author_name: row.name ?? contact.name,
    from_address: row.address,
    text,
    ...{ quoted: null, html: null, cc: null, auth: null },
  })
  await updateTicket(tx, ticket.id, {
    contact_id: contact.id,
    reply_to: null,
    preview: firstWords(text),
    ...(subject && { subject: firstWords(subject, 200) }),
  })
  await addToSearch(tx, ticket.id, [subject, contact.name, row.address].filter(Boolean).join('\n'))
  await insertEvent(
    tx,
    { type: 'ticket:changed', ticketId: ticket.id, now },
    { type: 'message:changed', ticketId: ticket.id, messageId, now },
  )
  await appendMessage(tx, (await findTicket(tx, ticket.id)) ?? ticket, {
    direction: 'internal',
    channel: 'email',
    author_kind: 'agent',
    author_id: agent.id,
    author_name: agent.name,
    text: [`Diteruskan oleh ${officer}; pengirim aslinya ${row.address}.`, cover]
      .filter(Boolean)
      .join('\n\n'),
    created_at: now,
  })
}

async function contactAt(tx: Tx, { address, name }: ForwardRow, now: number): Promise<ContactRow> {
  const known = await findContactByAddress(tx, 'email', address)
  if (known) {
    if (!known.name && name) await nameContact(tx, known.id, name)
    return { ...known, name: known.name ?? name }
  }
  const contact = await insertContact(tx, name, now)
  const way = { contactId: contact.id, kind: 'email', address, isVerified: false, ownsAddress: true } as const
  await insertIdentity(tx, { ...way, now })
  return contact
}

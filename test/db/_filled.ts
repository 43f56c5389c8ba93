/** A little of everything, written by the queries themselves. */
import { insertAgent } from '../../db/agents.ts'
import { insertChat } from '../../db/chats.ts'
import { insertContact, insertIdentity } from '../../db/contacts.ts'
import { insertEvent } from '../../db/events.ts'
import type { Db, Tx } from '../../db/index.ts'
import { rememberMailIds } from '../../db/mail-ids.ts'
import { insertMail } from '../../db/mails.ts'
import { insertMessage } from '../../db/messages.ts'
import { insertOutbox } from '../../db/outbox.ts'
import { insertPutOff } from '../../db/put-off.ts'
import type { TicketRow } from '../../db/schema/tickets.ts'
import { addToSearch } from '../../db/search.ts'
import { replaceTags } from '../../db/ticket-tags.ts'
import { insertTicket, nextSeq } from '../../db/tickets.ts'

export const tables = [
  'agents',
  'contacts',
  'identities',
  'tickets',
  'ticket_tags',
  'messages',
  'mail_ids',
  'outbox',
  'chats',
  'mails',
  'events',
  'search',
  'counters',
] as const

export async function addTicket(
  tx: Tx,
  number: string,
  subject: string,
  now = Date.now(),
): Promise<TicketRow> {
  const contact = await insertContact(tx, `Warga ${number}`, now)
  const identity = { contactId: contact.id, kind: 'email', address: `${number}@example.org` } as const
  await insertIdentity(tx, { ...identity, isVerified: false, ownsAddress: true, now })
  const ticket = await insertTicket(tx, {
    number,
    subject,
    status: 'new',
    priority: 'normal',
    channel: 'email',
    contact_id: contact.id,
    language: 'id',
    last_seq: 0,
    preview: '',
    is_waiting: 1,
    created_at: now,
    updated_at: now,
    last_message_at: now,
  })
  await addToSearch(tx, ticket.id, `${number} ${subject}`)
  return ticket
}

/** Adds an answer that waits in the outbox; returns its id. */
export async function addAnswer(tx: Tx, ticket: TicketRow, text: string, now = Date.now()): Promise<number> {
  const message = await insertMessage(tx, {
    ticket_id: ticket.id,
    seq: await nextSeq(tx, ticket.id, { updated_at: now }),
    direction: 'outbound',
    channel: 'email',
    author_kind: 'agent',
    text,
    delivery_state: 'queued',
    created_at: now,
  })
  await insertOutbox(tx, {
    message_id: message.id,
    ticket_id: ticket.id,
    channel: 'email',
    to_address: 'budi@example.org',
    to_name: null,
    mail_message_id: `${message.id}@example.org`,
    next_attempt_at: now,
  })
  return message.id
}

/** Adds an answer that waits for its time; returns its id. */
export async function addPutOff(tx: Tx, ticket: TicketRow, sendAt: number): Promise<number> {
  const message = await insertMessage(tx, {
    ticket_id: ticket.id,
    seq: await nextSeq(tx, ticket.id, {}),
    direction: 'internal',
    channel: 'email',
    author_kind: 'agent',
    text: 'Nanti.',
    delivery_state: 'queued',
    created_at: sendAt,
  })
  await insertPutOff(tx, {
    message_id: message.id,
    ticket_id: ticket.id,
    to_address: 'budi@example.org',
    to_name: null,
    send_at: sendAt,
    is_brief: 0,
    then_status: null,
    agent_id: 1,
    seen_seq: message.seq,
    outdated: null,
  })
  return message.id
}

export async function fill(db: Db): Promise<void> {
  for (let i = 0; i < 5; i++) {
    await db.write(async (tx) => {
      const now = Date.now()
      const email = `agent${i}@dpmptsp.example`
      await insertAgent(tx, { email, name: `Agen ${i}`, role: 'agent', passwordHash: '-', now })
      const ticket = await addTicket(tx, `26-0000${i}`, `Perihal ${i}`, now)
      const messageId = await addAnswer(tx, ticket, `Jawaban ${i} 🙏`, now)
      await replaceTags(tx, ticket.id, ['a', `tag ${i}`])
      await rememberMailIds(tx, ticket.id, [`id-${i}@example.org`])
      await insertChat(tx, ticket.id)
      await insertMail(
        tx,
        { sha256: `${i}`.repeat(64), size: i, source: 'smtp', now },
        { bucket: 'ticket', ticketId: ticket.id, messageId },
      )
      await insertEvent(tx, { type: 'message:created', ticketId: ticket.id, messageId, now })
    })
  }
}

/** Everything that stands in every table, in one order. */
export async function contents(db: Db): Promise<Record<string, string[]>> {
  const all: Record<string, string[]> = {}
  for (const table of tables) {
    const rows = await db.read.selectFrom(table).selectAll().execute()
    all[table] = rows.map((row) => JSON.stringify(row)).sort()
  }
  return all
}

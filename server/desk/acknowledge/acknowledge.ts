/**
 * Automatic acknowledgements, once a new ticket. What is owed is a row in the ticket's own commit; the words are
 * found and written afterwards, in a commit that settles the row with it. So intake does not wait for the suggester,
 * and whatever dies in between, nobody is told twice (docs/decisions/0014-acknowledgement.md).
 */
import { createHash } from 'node:crypto'
import type { ChannelKind } from '../../../channels/contract/channel.ts'
import type { Inbound } from '../../../channels/contract/inbound.ts'
import { findMessage } from '../../../db/messages.ts'
import { oweAcknowledgement, settle } from '../../../db/acknowledgements.ts'
import { findContacts } from '../../../db/contacts.ts'
import { nextNumber } from '../../../db/counters.ts'
import type { Db, Tx } from '../../../db/index.ts'
import { insertMessageAnswers } from '../../../db/message-answers.ts'
import type { MessageRow } from '../../../db/schema/messages.ts'
import type { AcknowledgementOutcome, AcknowledgementRow } from '../../../db/schema/outbox.ts'
import { findTicket } from '../../../db/tickets.ts'
import { isNeverAcknowledged, whyNotAcknowledged } from './rules.ts'
import type { AcknowledgementWords } from './words.ts'
import { queueMessage } from '../queue-message.ts'
import { appendMessage } from '../thread.ts'

/** Written with a new ticket or not at all. */
export async function oweIfDue(
  tx: Tx,
  inbound: Inbound,
  { message, to }: { message: MessageRow; to: string },
  now: number,
): Promise<void> {
  if (isNeverAcknowledged(inbound, now)) return
  await oweAcknowledgement(tx, {
    ticket_id: message.ticket_id,
    message_id: message.id,
    address: to,
    body_digest: digestOf(inbound.text),
    created_at: now,
  })
}

export interface AcknowledgeDeps {
  db: Db
  words: AcknowledgementWords
  channels: { has(kind: ChannelKind): boolean }
  mailDomain: string
}

export type Acknowledge = ReturnType<typeof createAcknowledge>

export function createAcknowledge({ db, words, channels, mailDomain }: AcknowledgeDeps) {
  /** Settles one row; null when somebody else has. */
  return function acknowledge(owed: AcknowledgementRow): Promise<AcknowledgementOutcome | null> {
    return db.write(async (tx) => {
      // Locked until the commit, so that two processes count one after the other.
      await nextNumber(tx, 'acknowledgement')
      const now = Date.now()
      const ticket = await findTicket(tx, owed.ticket_id)
      const message = await findMessage(tx, owed.message_id)
      if (!ticket || !message || !channels.has(ticket.channel)) return null
      const outcome = (await whyNotAcknowledged(tx, owed, ticket, now)) ?? 'sent'
      if (!(await settle(tx, owed.ticket_id, outcome, now))) return null
      if (outcome !== 'sent') return outcome
      const [contact] = await findContacts(tx, [ticket.contact_id])
      const { text, answer } = words(ticket, message, contact?.name ?? null, now)
      const written = await appendMessage(
        tx,
        ticket,
        {
          direction: 'outbound',
          channel: ticket.channel,
          author_kind: 'system',
          author_name: null,
          text,
          answer: answer?.answer ?? null,
          answer_version: answer?.version ?? null,
          delivery_state: 'queued',
          created_at: now,
        },
        // The citizen waits as before, and the list shows what they wrote.
        { last_message_at: ticket.last_message_at, preview: ticket.preview, updated_at: ticket.updated_at },
      )
      if (answer) await insertMessageAnswers(tx, written.id, [answer])
      const to = { address: owed.address, name: contact?.name ?? null }
      await queueMessage(tx, { ticket, message: written, to, mailDomain, now })
      return outcome
    })
  }
}

/** What machines change from one mail to the next is the number in it. */
function digestOf(text: string): string | null {
  const words = text.slice(0, 200_000).toLowerCase().replace(/\d+/g, '0').replace(/\s+/g, ' ').trim()
  return words === '' ? null : createHash('sha256').update(words).digest('hex')
}

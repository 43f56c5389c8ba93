/**
 * A machine's answer to an answer of ours: "away until Monday, write to my colleague". It says something to officers, and
 * is no word of the citizen's: nobody waits for it, nothing is reopened by it, and no citizen is shown it.
 */
import type { Inbound } from '../../../channels/contract/inbound.ts'
import type { Tx } from '../../../db/index.ts'
import type { MessageRow } from '../../../db/schema/messages.ts'
import { countAutoReplies } from '../../../db/threads.ts'
import type { TicketRow } from '../../../db/schema/tickets.ts'
import { ticketsWithPerson } from '../../../db/ticket-people.ts'
import { keepAttachments } from '../keep-attachments.ts'
import { knownContact } from '../speaker.ts'
import { storable } from '../storable.ts'
import { appendMessage } from '../thread.ts'

/** A machine that is caught in a loop fills no thread; the mail log has the rest. */
const mostInOneTicket = 20

/** In the thread, for officers alone, with its files, which are kept already; null from a stranger, who could only have guessed what it answers. */
export async function noteAutoReply(
  tx: Tx,
  ticket: TicketRow,
  inbound: Inbound,
  files: string[],
): Promise<MessageRow | null> {
  const contact = await knownContact(tx, inbound)
  const isParty =
    contact?.id === ticket.contact_id ||
    (await ticketsWithPerson(tx, [ticket.id], inbound.from.address)).length > 0
  if (!isParty || (await countAutoReplies(tx, ticket.id)) >= mostInOneTicket) return null
  const now = Date.now()
  const message = await appendMessage(tx, ticket, {
    direction: 'internal',
    channel: 'email',
    author_kind: 'contact',
    author_id: contact?.id ?? null,
    author_name: inbound.from.name ? storable(inbound.from.name) : (contact?.name ?? null),
    from_address: inbound.from.address,
    text: storable(inbound.text),
    quoted: inbound.quoted && storable(inbound.quoted),
    created_at: now,
  })
  if (files.length > 0) await keepAttachments(tx, inbound, files, message, now)
  return message
}

/**
 * An answer of ours came back for good: it failed, unless that was a copy, and its address takes no mail. Its ticket
 * waits; no bounce reopens one.
 */
import { explainBounce, type Bounce } from '../../../channels/email/index.ts'
import { findIdentities } from '../../../db/contacts.ts'
import { insertEvent } from '../../../db/events.ts'
import type { Tx } from '../../../db/index.ts'
import { findMessageByProviderId, lockMessages } from '../../../db/messages.ts'
import type { MessageRow } from '../../../db/schema/messages.ts'
import { findTicket } from '../../../db/tickets.ts'
import { markUndeliverable } from '../../../db/undeliverable.ts'
import { pickAddress } from '../address.ts'
import { advance } from '../delivery.ts'
import { failCopy } from './copies.ts'
import { peopleIn } from './mail-people.ts'

/** A report that took longer than any server tries says nothing of today. */
const newsForMs = 30 * 24 * 3600_000

/** RFC 3463: too large (x.2.3, x.3.4) and badly formed (x.6) are this one mail's faults, not its address's. */
const thisMailOnly = /^5\.(?:2\.3|3\.4|6\.\d+)$/

/**
 * Its screens hear it with the next look at the events. Nobody forges this: a bounce must name the Message-ID, whose
 * random UUID none but the answer's own receivers have seen. One that only says "not yet" changes nothing.
 */
export async function failBounced(tx: Tx, bounce: Bounce): Promise<void> {
  if (!bounce.permanent || bounce.originalMessageId === null) return
  const found = await findMessageByProviderId(tx, 'email', bounce.originalMessageId)
  const [message] = found ? await lockMessages(tx, [found.id]) : []
  if (!message) return
  const reason = explainBounce(bounce)
  if (!(await failCopy(tx, message, bounce)))
    await advance(tx, message, { state: 'failed', error: reason }, {}, { leavesStatus: true })
  const now = Date.now()
  if (message.created_at < now - newsForMs || thisMailOnly.test(bounce.status ?? '')) return
  const address = await addressThatFailed(tx, message, bounce.recipient?.toLowerCase() ?? null)
  if (address === null) return
  await markUndeliverable(tx, { address, reason, created_at: now })
  await insertEvent(tx, { type: 'ticket:changed', ticketId: message.ticket_id, now })
}

/** Of those it went to. Where there was one alone, it is that one, also when it handed the mail on to another. */
async function addressThatFailed(
  tx: Tx,
  message: MessageRow,
  recipient: string | null,
): Promise<string | null> {
  const ticket = await findTicket(tx, message.ticket_id)
  const identities = ticket ? await findIdentities(tx, [ticket.contact_id]) : []
  const copies = peopleIn(message).map(({ address }) => address)
  const own = identities.filter(({ kind }) => kind === 'email').map(({ address }) => address)
  const to = ticket?.reply_to ?? pickAddress(identities, 'email')?.address ?? null
  if (recipient !== null && [to, ...own, ...copies].includes(recipient)) return recipient
  return copies.length === 0 ? to : null
}

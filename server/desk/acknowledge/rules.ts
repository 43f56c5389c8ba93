/** To whom nothing is said automatically (RFC 3834 §2): every rule in one place, each with the name it is counted by. */
import type { Inbound } from '../../../channels/contract/inbound.ts'
import { lastOutboundTo } from '../../../db/correspondence.ts'
import { listSentSince } from '../../../db/acknowledgements.ts'
import { findAgentByEmail } from '../../../db/agents.ts'
import type { Queryable } from '../../../db/index.ts'
import { findUndeliverable } from '../../../db/undeliverable.ts'
import type { AcknowledgementOutcome, AcknowledgementRow } from '../../../db/schema/outbox.ts'
import type { TicketRow } from '../../../db/schema/tickets.ts'

const dayMs = 24 * 3600_000
/** To one address in a day: two answering machines that know nothing of each other end here. */
export const maxPerAddressADay = 3
/** In all, in a minute: what is more waits. A flood of forged senders must not become a flood of ours. */
export const maxPerMinute = 60
/** How long it waits. Later, an automatic word is of no use to anybody. */
export const patienceMs = 30 * 60_000
/** A mailbox that is connected for the first time holds last year's mail. */
const oldMs = 2 * dayMs
/** A mailbox that was full may be empty again. */
const undeliverableMs = 30 * dayMs

/** Known when the message comes in, and then nothing is owed. Other channels can follow e-mail here. */
export function isNeverAcknowledged(inbound: Inbound, now: number): 'machine' | 'old' | null {
  if (!inbound.mayAcknowledge) return 'machine'
  if (inbound.sentAt && inbound.sentAt.getTime() < now - oldMs) return 'old'
  return null
}

/** Known when its turn comes; null when it is to be sent. */
export async function whyNotAcknowledged(
  db: Queryable,
  owed: AcknowledgementRow,
  ticket: TicketRow,
  now: number,
): Promise<Exclude<AcknowledgementOutcome, 'sent'> | null> {
  if (ticket.first_replied_at !== null || ticket.status === 'solved' || ticket.status === 'closed')
    return 'answered'
  if (await findAgentByEmail(db, owed.address)) return 'agent'
  const filter = { address: owed.address, limit: maxPerAddressADay }
  const sent = await listSentSince(db, now - dayMs, filter)
  if (owed.body_digest !== null && sent.some((one) => one.body_digest === owed.body_digest))
    return 'identical'
  if (sent.length >= maxPerAddressADay) return 'capped'
  if ((await findUndeliverable(db, [owed.address])).length > 0) return 'undeliverable'
  const last = await lastOutboundTo(db, ticket.contact_id, ticket.channel, now - undeliverableMs)
  return last?.delivery_state === 'failed' ? 'undeliverable' : null
}

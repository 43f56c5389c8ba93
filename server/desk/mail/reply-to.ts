/** Where a mail asks that its answer goes (Reply-To, RFC 5322 §3.6.2). */
import type { Inbound } from '../../../channels/contract/inbound.ts'
import type { TicketRow } from '../../../db/schema/tickets.ts'
import { isOwn } from './mail-people.ts'

/** Null when it asks nothing, or for us. */
export function replyToOf(
  { mail, from, otherAddresses = [] }: Inbound,
  ownAddresses: readonly string[],
): string | null {
  const asked = mail ? otherAddresses.find(({ kind }) => kind === 'email')?.address : undefined
  if (asked === undefined || asked === from.address || isOwn(asked, ownAddresses)) return null
  return asked
}

/**
 * For the ticket that a mail joins. The first mail may ask for any address, for all it leads away is an answer to
 * itself. Later ones only when their sender is proven: From is easily forged, and a forger would be sent the thread.
 */
export function laterReplyTo(
  inbound: Inbound,
  ticket: TicketRow,
  isContact: boolean,
  ownAddresses: readonly string[],
): string | null {
  const isBelieved = isContact && (inbound.mail?.authenticity?.isProven ?? false)
  return isBelieved ? replyToOf(inbound, ownAddresses) : ticket.reply_to
}

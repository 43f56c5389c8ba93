/** Addresses that the mail server would not even take a mail for: known to be dead as by a bounce, only sooner. */
import type { Refusal } from '../../../channels/contract/outbound.ts'
import { explainBounce } from '../../../channels/email/index.ts'
import { insertEvent } from '../../../db/events.ts'
import type { Tx } from '../../../db/index.ts'
import type { MessageRow } from '../../../db/schema/messages.ts'
import { markUndeliverable } from '../../../db/undeliverable.ts'

/** RFC 3463 §3.2: there is no such mailbox or domain, or it is switched off. 5.1.7 and 5.1.8 speak of the sender's. */
const noSuchAddress = /\b5\.(?:1\.(?![789]\b)\d{1,3}|2\.1)\b/

/** Marks those that were refused for what they are. What a server says without such a code may be about the mail. */
export async function markDeadAddresses(
  tx: Tx,
  message: MessageRow,
  refused: readonly Refusal[],
): Promise<void> {
  const now = Date.now()
  for (const { address, code, isPermanent } of refused) {
    const status = isPermanent ? noSuchAddress.exec(code)?.[0] : undefined
    if (status === undefined) continue
    const reason = explainBounce({ recipient: address, status, permanent: true, originalMessageId: null })
    await markUndeliverable(tx, { address: address.toLowerCase(), reason, created_at: now })
    await insertEvent(tx, { type: 'ticket:changed', ticketId: message.ticket_id, now })
  }
}

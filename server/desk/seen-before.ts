/** Whether something was taken in before. Every channel's sender repeats what it was not told we have. */
import type { Inbound } from '../../channels/contract/inbound.ts'
import {
  findInboundByClientId,
  findMessageByExternalId,
  findMessageByProviderId,
  updateMessage,
} from '../../db/messages.ts'
import type { Tx } from '../../db/index.ts'
import type { MessageRow } from '../../db/schema/messages.ts'
import { findTicket } from '../../db/tickets.ts'
import { isOwn } from './mail/mail-people.ts'

export interface Seen {
  /** The message this is a repeat of; null when it is news. */
  before: MessageRow | null
  /** What news is to be known by. */
  externalId: string
}

export async function findSeen(
  tx: Tx,
  inbound: Inbound,
  now: number,
  ownAddresses: readonly string[],
): Promise<Seen> {
  const { externalId, ticketId, clientId, contentDigest, repeatableMs } = inbound
  const before =
    (await findMessageByExternalId(tx, externalId)) ??
    (ticketId !== undefined && clientId !== undefined
      ? await findInboundByClientId(tx, ticketId, clientId)
      : undefined)
  if (!before) return { before: await findOwnAnswer(tx, inbound, ownAddresses), externalId }
  if (contentDigest && !isSame(before, inbound, contentDigest)) {
    // Another mail with this Message-ID: some programs give every mail the same, and anybody can copy one.
    const ownId = `${externalId}#${contentDigest}`
    return { before: (await findMessageByExternalId(tx, ownId)) ?? null, externalId: ownId }
  }
  if (repeatableMs !== undefined && !(await isUntouched(tx, before, now - repeatableMs))) {
    await updateMessage(tx, before.id, { external_id: `${externalId}#${before.id}` })
    return { before: null, externalId }
  }
  return { before, externalId }
}

/** Our own answer, come back by a copy to ourselves or a rule that forwards: its Message-ID is one that we made. */
async function findOwnAnswer(
  tx: Tx,
  { mail, from }: Inbound,
  ownAddresses: readonly string[],
): Promise<MessageRow | null> {
  if (!mail?.messageId || !isOwn(from.address, ownAddresses)) return null
  return (await findMessageByProviderId(tx, 'email', mail.messageId)) ?? null
}

/** What was taken in before digests were kept is known by its words alone. */
function isSame(before: MessageRow, { text }: Inbound, digest: string): boolean {
  return before.content_digest === null ? before.text === text : before.content_digest === digest
}

/** A ticket's first message, since when nothing else was said in it. */
async function isUntouched(tx: Tx, message: MessageRow, since: number): Promise<boolean> {
  const ticket = await findTicket(tx, message.ticket_id)
  return message.created_at >= since && ticket?.last_seq === message.seq
}

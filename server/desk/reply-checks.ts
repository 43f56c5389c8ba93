/** What stops an answer before it is written. */
import type { Channel, ChannelKind } from '../../channels/contract/channel.ts'
import { findMessage } from '../../db/messages.ts'
import type { Tx } from '../../db/index.ts'
import { findNewerOfSomebody } from '../../db/said.ts'
import type { TicketRow } from '../../db/schema/tickets.ts'
import { invalidField, TanyaError } from '../errors.ts'

/**
 * An answer written before a newer message was read may be the wrong one; the agent looks first. What the system
 * notes down or acknowledges stops nobody.
 */
export async function refuseIfUnseen(
  tx: Tx,
  ticket: TicketRow,
  lastSeenMessageId: number | undefined,
): Promise<void> {
  if (lastSeenMessageId === undefined) return
  const seen = await findMessage(tx, lastSeenMessageId)
  if (!seen || seen.ticket_id !== ticket.id) {
    throw invalidField('lastSeenMessageId', 'That message is not in this ticket.')
  }
  if (await findNewerOfSomebody(tx, seen)) {
    throw new TanyaError('conflict', 'A newer message has arrived in this ticket. Read it, then send again.')
  }
}

/** What a channel cannot carry is better known before it is queued than after it failed. */
export function refuseBeyond(
  limits: Channel['limits'],
  channel: ChannelKind,
  text: string,
  attachments: number[],
  /** Of a link, which goes in place of a file by SMS. */
  linkLength: number,
): void {
  if (!limits) return
  const length = text.length + (channel === 'sms' ? attachments.length * linkLength : 0)
  if (length > limits.textLength) {
    const sentence = `A message by ${channel} has at most ${limits.textLength} characters; this one has ${length}.`
    throw invalidField('text', sentence)
  }
  if (attachments.length > limits.attachments) {
    const most = limits.attachments
    const sentence = most === 0 ? 'no files' : most === 1 ? 'one file at most' : `at most ${most} files`
    throw invalidField('attachments', `A message by ${channel} carries ${sentence}.`)
  }
}

/** When an answer goes: at once, after the moment in which it can be undone, or at the time that was asked for. */
import type { ChannelKind } from '../../../channels/contract/channel.ts'
import { lastInboundMessages } from '../../../db/threads.ts'
import type { Tx } from '../../../db/index.ts'
import type { TicketRow } from '../../../db/schema/tickets.ts'
import { invalidField } from '../../errors.ts'
import type { NewReply } from '../../wire/reply.ts'

const hourMs = 3600_000
const longestAheadMs = 90 * 24 * hourMs
/** After it WhatsApp takes no free text (https://www.twilio.com/docs/whatsapp/key-concepts). */
const whatsappWindowMs = 24 * hourMs
/** Letters, of which nobody watches the writing. A chat window and WhatsApp are conversations: every second counts there. */
const undoable: readonly ChannelKind[] = ['email', 'sms']

/** Milliseconds since 1970; null for at once. Throws `invalid`. */
export async function whenToGo(
  tx: Tx,
  ticket: TicketRow,
  channel: ChannelKind,
  { sendAt, undo, template }: Pick<NewReply, 'sendAt' | 'undo' | 'template'>,
  undoMs: number,
): Promise<{ sendAt: number; isBrief: boolean } | null> {
  const now = Date.now()
  if (sendAt !== undefined) {
    const hasHours = template === undefined
    return { sendAt: await timeIn(tx, ticket, channel, sendAt, now, hasHours), isBrief: false }
  }
  return undo && undoMs > 0 && undoable.includes(channel) ? { sendAt: now + undoMs, isBrief: true } : null
}

/** Checks a time that somebody asked for. Throws `invalid`. */
export async function timeIn(
  tx: Tx,
  ticket: TicketRow,
  channel: ChannelKind,
  sendAt: string,
  now: number,
  /** A template may go at any time. */
  hasHours = true,
): Promise<number> {
  const at = Date.parse(sendAt)
  if (channel === 'chat') throw invalidField('sendAt', 'A chat is answered at once.')
  if (at <= now) throw invalidField('sendAt', 'This time is past.')
  if (at > now + longestAheadMs) throw invalidField('sendAt', 'At most 90 days ahead.')
  if (channel === 'whatsapp' && hasHours) {
    const [latest] = (await lastInboundMessages(tx, ticket.id, 10)).filter((one) => one.channel === channel)
    if (!latest || at > latest.created_at + whatsappWindowMs)
      throw invalidField('sendAt', 'WhatsApp takes answers for 24 hours after the citizen’s last message.')
  }
  return at
}

/** When an answer goes: at once, after the moment in which it can be undone, or at the time that was asked for. */
import type { ChannelKind } from '../../../channels/contract/channel.ts'
import { invalidField } from '../../errors.ts'
import type { NewReply } from '../../wire/reply.ts'

const hourMs = 3600_000
const longestAheadMs = 90 * 24 * hourMs
/** Letters, of which nobody watches the writing. A chat window and WhatsApp are conversations: every second counts there. */
const undoable: readonly ChannelKind[] = ['email', 'sms']

/** Milliseconds since 1970; null for at once. Throws `invalid`. */
export function whenToGo(
  channel: ChannelKind,
  { sendAt, undo }: Pick<NewReply, 'sendAt' | 'undo'>,
  undoMs: number,
): { sendAt: number; isBrief: boolean } | null {
  const now = Date.now()
  if (sendAt !== undefined) return { sendAt: timeIn(channel, sendAt, now), isBrief: false }
  return undo && undoMs > 0 && undoable.includes(channel) ? { sendAt: now + undoMs, isBrief: true } : null
}

/** Checks a time that somebody asked for. Throws `invalid`. */
export function timeIn(channel: ChannelKind, sendAt: string, now: number): number {
  const at = Date.parse(sendAt)
  if (channel === 'chat') throw invalidField('sendAt', 'A chat is answered at once.')
  if (at <= now) throw invalidField('sendAt', 'This time is past.')
  if (at > now + longestAheadMs) throw invalidField('sendAt', 'At most 90 days ahead.')
  return at
}

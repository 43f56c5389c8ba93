/** What stops an answer by SMS or WhatsApp before it is written. */
import type { ChannelKind } from '../../../channels/contract/channel.ts'
import { mostWhatsappBytes } from '../../../channels/lib/twilio-media.ts'
import { findAttachmentsById } from '../../../db/attachments.ts'
import type { Tx } from '../../../db/index.ts'
import { invalidField, type TanyaError } from '../../errors.ts'
import { hindranceAt, type Hindrance } from './may-text.ts'

/** Throws `invalid` when the number has stopped us there, or WhatsApp's 24 hours are over by the time it goes. */
export async function refuseHindered(
  tx: Tx,
  to: { channel: ChannelKind; address: string },
  at: number,
  { isTemplate, isTimed }: { isTemplate: boolean; isTimed: boolean },
): Promise<void> {
  const why = await hindranceAt(tx, to, at, { isTemplate })
  if (why) throw words[why](to.channel, isTimed)
}

const words: Record<Hindrance, (channel: ChannelKind, isTimed: boolean) => TanyaError> = {
  stopped: (channel) =>
    invalidField('channel', `This number asked for no more messages by ${channel}; choose another way.`),
  window: (_channel, isTimed) =>
    invalidField(
      isTimed ? 'sendAt' : 'template',
      'WhatsApp takes free words for 24 hours after the citizen’s last message; choose a template or another way.',
    ),
}

/** Throws `invalid` for a file that WhatsApp would not take: better known before it is queued than after it failed. */
export async function refuseUntaken(tx: Tx, channel: ChannelKind, ids: number[]): Promise<void> {
  if (channel !== 'whatsapp') return
  for (const { filename, content_type: type, size } of await findAttachmentsById(tx, ids)) {
    const most = mostWhatsappBytes(type)
    if (most === null)
      throw invalidField('attachments', `WhatsApp takes no file such as ${filename} (${type}).`)
    if (size > most)
      throw invalidField('attachments', `WhatsApp takes at most ${most / 1024 / 1024} MB of such a file.`)
  }
}

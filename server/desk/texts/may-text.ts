/** Whether a number may be written to now: it may have asked for no more, and WhatsApp keeps hours of its own. */
import type { ChannelKind } from '../../../channels/contract/channel.ts'
import { findPhones } from '../../../db/phones.ts'
import type { Queryable } from '../../../db/index.ts'
import type { PhoneRow } from '../../../db/schema/texts.ts'

/** After it WhatsApp takes no free text (https://www.twilio.com/docs/whatsapp/key-concepts). */
const windowMs = 24 * 3600_000

export type Hindrance = 'stopped' | 'window'

/** Until when a number may be answered freely by WhatsApp; null when it never wrote there. */
export function whatsappOpenUntil(phone: PhoneRow | undefined): number | null {
  return phone?.whatsapp_wrote_at == null ? null : phone.whatsapp_wrote_at + windowMs
}

/** What keeps a text from a number at a moment, in milliseconds since 1970; null when nothing does. */
export async function hindranceAt(
  db: Queryable,
  to: { channel: ChannelKind; address: string },
  at: number,
  { isTemplate = false }: { isTemplate?: boolean } = {},
): Promise<Hindrance | null> {
  if (to.channel !== 'sms' && to.channel !== 'whatsapp') return null
  const [phone] = await findPhones(db, [to.address])
  if (to.channel === 'sms' ? phone?.sms_stopped_at : phone?.whatsapp_stopped_at) return 'stopped'
  if (to.channel === 'sms' || isTemplate) return null
  return at < (whatsappOpenUntil(phone) ?? 0) ? null : 'window'
}

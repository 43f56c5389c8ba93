import { ChannelError } from '../../../channels/contract/channel.ts'
import type { Queryable } from '../../../db/index.ts'
import { findMessage } from '../../../db/messages.ts'
import type { OutboxRow } from '../../../db/schema/outbox.ts'
import { hindranceAt, type Hindrance } from './may-text.ts'
import { partsOf } from './parts.ts'

/** The last look before a text leaves: much may have been said since it was written. Throws `ChannelError`, for good. */
export async function refuseIfHindered(db: Queryable, row: OutboxRow): Promise<void> {
  if (row.channel !== 'sms' && row.channel !== 'whatsapp') return
  const message = await findMessage(db, row.message_id)
  const parts = message ? partsOf(message) : null
  // That somebody stopped us is confirmed once.
  if (parts?.optOut) return
  const to = { channel: row.channel, address: row.to_address }
  const why = await hindranceAt(db, to, Date.now(), { isTemplate: parts?.template !== undefined })
  if (why) throw new ChannelError(words[why], { permanent: true })
}

const words: Record<Hindrance, string> = {
  stopped:
    'Tidak dikirim: penerima meminta berhenti menerima pesan (BERHENTI/STOP); ia dapat mengirim MULAI untuk menerimanya lagi.',
  window:
    'Tidak dikirim: sudah lebih dari 24 jam sejak pesan WhatsApp terakhir warga; kirim pesan templat, atau balas lewat jalur lain.',
}

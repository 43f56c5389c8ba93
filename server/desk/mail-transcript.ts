import { findContacts, findIdentities } from '../../db/contacts.ts'
import type { Db } from '../../db/index.ts'
import { listMessages } from '../../db/threads.ts'
import type { MessageRow } from '../../db/schema/messages.ts'
import type { TicketRow } from '../../db/schema/tickets.ts'
import { findTicket } from '../../db/tickets.ts'
import { formatMoment } from '../../templates/index.ts'
import { TanyaError } from '../errors.ts'
import { pickAddress } from './address.ts'
import type { SendDirectly } from './send-directly.ts'

export interface MailTranscriptDeps {
  db: Db
  channels: { has(kind: 'email'): boolean }
  sendDirectly: SendDirectly
  timeZone: string
}

const onceInMs = 10 * 60_000
/** The latest; a longer chat is read in its window. */
const mostMessages = 500
const words = {
  id: { own: 'Anda', machine: 'Jawaban otomatis' },
  en: { own: 'You', machine: 'Automatic answer' },
}

/** Sends a chat's thread to the mail address its citizen gave, and to no other. Throws `invalid` without one, `rate-limited` too soon after. */
export function createMailTranscript({ db, channels, sendDirectly, timeZone }: MailTranscriptDeps) {
  const sentAt = new Map<number, number>()

  return async function mailTranscript(ticketId: number): Promise<void> {
    const ticket = await findTicket(db.read, ticketId)
    const identity = ticket && pickAddress(await findIdentities(db.read, [ticket.contact_id]), 'email')
    if (!ticket || !identity || !channels.has('email'))
      throw new TanyaError('invalid', 'Anda belum memberi alamat surel.')
    const now = Date.now()
    for (const [id, at] of sentAt) if (at < now - onceInMs) sentAt.delete(id)
    if (sentAt.has(ticketId)) throw new TanyaError('rate-limited', 'Isi chat baru saja dikirim.')
    sentAt.set(ticketId, now)
    const [contact] = await findContacts(db.read, [ticket.contact_id])
    const messages = await listMessages(db.read, ticketId, {
      afterSeq: Math.max(0, ticket.last_seq - mostMessages),
      limit: mostMessages,
      isPublic: true,
    })
    const to = { address: identity.address, name: contact?.name ?? null }
    await sendDirectly(ticket, 'email', to, messages.map((one) => line(one, ticket)).join('\n\n'))
  }

  function line(message: MessageRow, { language }: TicketRow): string {
    const { own, machine } = words[language]
    const who = message.direction === 'inbound' ? own : (message.author_name ?? machine)
    return `${who}, ${formatMoment(message.created_at, timeZone, language)}:\n${message.text}`
  }
}

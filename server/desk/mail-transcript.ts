import { spend, type MakeLimiter } from '../../channels/lib/limiter.ts'
import { findChat } from '../../db/chats.ts'
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
import type { MayWriteTo } from './typed-addresses.ts'

export interface MailTranscriptDeps {
  db: Db
  channels: { has(kind: 'email'): boolean }
  sendDirectly: SendDirectly
  makeLimiter: MakeLimiter
  mayWriteTo: MayWriteTo
  timeZone: string
}

const ofOneChat = { points: 1, duration: 600 }
/** Whole kelurahan offices sit behind one address. */
const ofOneNetwork = { points: 20, duration: 3600 }
/** The latest; a longer chat is read in its window. */
const mostMessages = 500
const words = {
  id: { own: 'Anda', machine: 'Jawaban otomatis' },
  en: { own: 'You', machine: 'Automatic answer' },
}

/**
 * Sends a chat's thread to the mail address its citizen gave, and to no other: seldom, since its words and the address are
 * whatever a stranger typed. Throws `invalid` without one, `rate-limited` too soon after.
 */
export function createMailTranscript(deps: MailTranscriptDeps) {
  const { db, channels, sendDirectly, mayWriteTo, timeZone } = deps
  const chats = deps.makeLimiter('transcript-chat', ofOneChat)
  const networks = deps.makeLimiter('transcript-network', ofOneNetwork)

  return async function mailTranscript(ticketId: number): Promise<void> {
    const ticket = await findTicket(db.read, ticketId)
    const identity = ticket && pickAddress(await findIdentities(db.read, [ticket.contact_id]), 'email')
    if (!ticket || !identity || !channels.has('email'))
      throw new TanyaError('invalid', 'Anda belum memberi alamat surel.')
    if ((await spend(chats, ticketId)) !== null)
      throw new TanyaError('rate-limited', 'Isi chat baru saja dikirim.')
    const network = (await findChat(db.read, ticketId))?.address_key ?? String(ticketId)
    if ((await spend(networks, network)) !== null || !(await mayWriteTo(identity)))
      throw new TanyaError('rate-limited', 'Terlalu banyak salinan dikirim. Coba lagi nanti.')
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

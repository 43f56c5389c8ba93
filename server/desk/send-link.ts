/**
 * Sends the link of a ticket's private page to an address of its contact, and to no other: whoever asks for it is told
 * nothing. Not by the outbox, whose words stand in the thread: this one holds a key.
 */
import type { ChannelKind } from '../../channels/contract/channel.ts'
import { findContacts, findIdentities } from '../../db/contacts.ts'
import type { Db } from '../../db/index.ts'
import { noteLinkSent } from '../../db/private-links.ts'
import type { IdentityRow } from '../../db/schema/contacts.ts'
import type { TicketRow } from '../../db/schema/tickets.ts'
import { findTicketsByNumber } from '../../db/tickets.ts'
import type { Library } from '../../templates/index.ts'
import type { Logger } from '../log.ts'
import type { PrivateLinks } from './private-links.ts'
import type { SendDirectly } from './send-directly.ts'
import { hindranceAt } from './texts/may-text.ts'
import { appendNote } from './thread.ts'
import type { MayWriteTo } from './typed-addresses.ts'

export interface SendLinkDeps {
  db: Db
  library: Library
  links: PrivateLinks
  /** Channels that are switched on. */
  channels: { has(kind: ChannelKind): boolean }
  sendDirectly: SendDirectly
  mayWriteTo: MayWriteTo
  log: Logger
}

/** So that nobody fills another person's mailbox with it. */
const onceInMs = 10 * 60_000

const waysTo: Record<IdentityRow['kind'], readonly ChannelKind[]> = {
  email: ['email'],
  phone: ['sms', 'whatsapp'],
  chat: [],
}

export interface LinkWish {
  number: string
  /** E-mail in small letters, or E.164. */
  address: string
}

export type SendLink = (wish: LinkWish) => Promise<void>

export function createSendLink(deps: SendLinkDeps): SendLink {
  const { db, library, links, channels, sendDirectly, mayWriteTo, log } = deps

  /** Resolves when the link is sent or there is nothing to send, and never says which. */
  return async function sendLink({ number, address }) {
    const [ticket] = await findTicketsByNumber(db.read, [number])
    if (!ticket) return
    const identities = await findIdentities(db.read, [ticket.contact_id])
    const identity = identities.find((one) => one.kind !== 'chat' && one.address.toLowerCase() === address)
    const now = Date.now()
    const way = identity && (await wayTo(identity, now))
    if (!way) return
    if (!(await db.write((tx) => noteLinkSent(tx, ticket.id, now - onceInMs, now)))) return
    if (!(await mayWriteTo(identity))) return
    const isSent = await send(ticket, way, identity.address).catch((err: unknown) => {
      log.error({ err, ticketId: ticket.id }, 'a private link could not be sent')
      return false
    })
    await note(ticket, way, isSent)
  }

  /** The first that is on and that the citizen did not stop; WhatsApp takes it within its 24 hours alone. */
  async function wayTo({ kind, address }: IdentityRow, at: number): Promise<ChannelKind | null> {
    for (const channel of waysTo[kind])
      if (channels.has(channel) && (await hindranceAt(db.read, { channel, address }, at)) === null)
        return channel
    return null
  }

  async function send(ticket: TicketRow, way: ChannelKind, address: string): Promise<true> {
    const [contact] = await findContacts(db.read, [ticket.contact_id])
    const name = contact?.name ?? null
    const text = library.message('private-link', {
      language: ticket.language,
      contactName: name,
      ticketNumber: ticket.number,
      isOpen: true,
      opensAt: null,
      answer: null,
      link: await links.addressOf(ticket),
    })
    await sendDirectly(ticket, way, { address, name }, text)
    return true
  }

  /** Officers see that the citizen looks for their answer, and by which way. */
  async function note(ticket: TicketRow, channel: ChannelKind, isSent: boolean): Promise<void> {
    await db.write((tx) =>
      appendNote(tx, ticket, {
        channel,
        text: isSent
          ? 'Warga meminta tautan halaman pribadinya; sudah dikirim ke alamatnya.'
          : 'Warga meminta tautan halaman pribadinya, tetapi gagal dikirim.',
        created_at: Date.now(),
      }),
    )
  }
}

/** Where an answer goes: the contact's address for a channel. */
import type { ChannelKind } from '../../channels/contract/channel.ts'
import { findContacts, findIdentities } from '../../db/contacts.ts'
import type { Queryable, Tx } from '../../db/index.ts'
import type { IdentityRow } from '../../db/schema/contacts.ts'
import type { TicketRow } from '../../db/schema/tickets.ts'
import { invalidField } from '../errors.ts'

const kindOf: Partial<Record<ChannelKind, 'email' | 'phone'>> = {
  email: 'email',
  sms: 'phone',
  whatsapp: 'phone',
  voice: 'phone',
}

/** Of a contact's addresses the one a channel answers to. */
export function pickAddress(identities: IdentityRow[], channel: ChannelKind): IdentityRow | undefined {
  const fitting = identities.filter((one) => one.kind === kindOf[channel] && !isNowhere(one.address))
  return fitting.find((one) => one.owns_address) ?? fitting[0]
}

/** RFC 2606: such as stands for a sender whom a mail does not name. */
function isNowhere(address: string): boolean {
  return address.endsWith('.invalid')
}

/** How somebody is reached who is answered on a page of ours, the best first. */
export const waysForPages = ['email', 'sms', 'whatsapp'] as const
const waysForCallers = ['sms', 'whatsapp', 'email'] as const

/**
 * By which channel a ticket is answered when nobody chose one: its own, but for a call, which is answered in writing by
 * SMS, or whatever else reaches its caller. Who wrote by the form and gave an address is answered there; on the private
 * page it stands as well.
 */
export async function usualChannel(
  db: Queryable,
  ticket: TicketRow,
  channels: { has(kind: ChannelKind): boolean },
): Promise<ChannelKind> {
  if (ticket.channel !== 'voice' && ticket.channel !== 'web') return ticket.channel
  const identities = await findIdentities(db, [ticket.contact_id])
  const [ways, otherwise] =
    ticket.channel === 'web' ? ([waysForPages, 'web'] as const) : ([waysForCallers, 'sms'] as const)
  return ways.find((way) => channels.has(way) && pickAddress(identities, way)) ?? otherwise
}

/** The mail address or telephone number that answers to a ticket reach; null where they are only read on a page of ours. */
export async function otherAddressOf(
  db: Queryable,
  ticket: TicketRow,
  channels: { has(kind: ChannelKind): boolean },
): Promise<string | null> {
  const identities = await findIdentities(db, [ticket.contact_id])
  const usual = ticket.channel === 'chat' ? 'web' : ticket.channel
  const ways = usual === 'web' ? waysForPages : [usual]
  const way = ways.find((channel) => channels.has(channel) && pickAddress(identities, channel))
  return (way && pickAddress(identities, way)?.address) ?? null
}

/** Where its mail asked for, else an address that wrote to us before one that was only typed. Throws `invalid` when there is no way. */
export async function addressFor(
  tx: Tx,
  ticket: TicketRow,
  channel: ChannelKind,
  channels: { has(kind: ChannelKind): boolean },
): Promise<{ address: string; name: string | null }> {
  if (channel === 'voice')
    throw invalidField('channel', 'A telephone call carries no writing; choose SMS, WhatsApp or e-mail.')
  if (!channels.has(channel)) {
    throw invalidField('channel', `The channel ${channel} is switched off; choose another way to answer.`)
  }
  const [contact] = await findContacts(tx, [ticket.contact_id])
  const name = contact?.name ?? null
  if (channel === 'chat') {
    if (ticket.channel !== 'chat') throw invalidField('channel', 'This contact has no chat open here.')
    return { address: String(ticket.id), name }
  }
  if (channel === 'email' && ticket.reply_to !== null) return { address: ticket.reply_to, name: null }
  if (channel === 'web') {
    if (ticket.channel !== 'web') throw invalidField('channel', 'This contact did not write by the form.')
    return { address: String(ticket.id), name }
  }
  const identity = pickAddress(await findIdentities(tx, [ticket.contact_id]), channel)
  if (!identity) throw invalidField('channel', `This contact has no address for ${channel}.`)
  const isTheirs = identity.owns_address === 1 || identity.is_verified === 1
  if (identity.kind === 'phone' && !isTheirs && channel !== (await usualChannel(tx, ticket, channels)))
    throw invalidField('channel', 'This number was only typed and may be somebody else’s.')
  return { address: identity.address, name }
}

/** Where an answer goes: the contact's address for a channel. */
import type { ChannelKind } from '../../channels/channel.ts'
import { findContacts, findIdentities } from '../../db/contacts.ts'
import type { Tx } from '../../db/index.ts'
import type { IdentityRow, TicketRow } from '../../db/schema.ts'
import { invalidField } from '../errors.ts'

const kindOf: Partial<Record<ChannelKind, 'email' | 'phone'>> = {
  email: 'email',
  sms: 'phone',
  whatsapp: 'phone',
  voice: 'phone',
}

/** Of a contact's addresses the one a channel answers to. */
export function pickAddress(identities: IdentityRow[], channel: ChannelKind): IdentityRow | undefined {
  const fitting = identities.filter((one) => one.kind === kindOf[channel])
  return fitting.find((one) => one.owns_address) ?? fitting[0]
}

/**
 * By which channel a ticket is answered when nobody chose one: its own, but for a call, which is answered in writing by
 * SMS, or whatever else reaches its caller.
 */
export async function usualChannel(
  tx: Tx,
  ticket: TicketRow,
  channels: { has(kind: ChannelKind): boolean },
): Promise<ChannelKind> {
  if (ticket.channel !== 'voice') return ticket.channel
  const identities = await findIdentities(tx, [ticket.contact_id])
  const ways = ['sms', 'whatsapp', 'email'] as const
  return ways.find((way) => channels.has(way) && pickAddress(identities, way)) ?? 'sms'
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
  const identity = pickAddress(await findIdentities(tx, [ticket.contact_id]), channel)
  if (!identity) throw invalidField('channel', `This contact has no address for ${channel}.`)
  return { address: identity.address, name }
}

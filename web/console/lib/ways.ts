import type { Office } from '../../../server/wire/office.ts'
import type { Ticket } from '../../../server/wire/ticket.ts'

export type ChannelName = Ticket['channel']

/** By which a citizen can be answered in writing. */
export interface Way {
  channel: ChannelName
  /** Null where they read it on a page of ours. */
  address: string | null
  /** Since when this number wants no more of it; null when it takes it. */
  stoppedAt: string | null
  /** WhatsApp: until when it takes free words, in milliseconds since 1970; 0 when it never did. Null elsewhere. */
  openUntil: number | null
}

type Identity = Ticket['contact']['identities'][number]

/** Every way to answer a ticket, the usual one first: what the server does when nobody chose. */
export function waysOf(ticket: Ticket, answersBy: Office['answersBy']): Way[] {
  const isOn = (channel: ChannelName) => answersBy.includes(channel)
  const usual = usualChannel(ticket, isOn)
  const others = (['whatsapp', 'sms', 'email'] as const).filter((one) => one !== usual && isOn(one))
  return [usual, ...others].flatMap((channel) => wayBy(ticket, channel, channel === usual) ?? [])
}

/** A call is answered by SMS, and a form by mail, or by whatever else reaches its citizen. */
function usualChannel({ channel, contact }: Ticket, isOn: (channel: ChannelName) => boolean): ChannelName {
  if (channel !== 'voice' && channel !== 'web') return channel
  const kinds = new Set(contact.identities.map(({ kind }) => kind))
  const ways =
    channel === 'web' ? (['email', 'sms', 'whatsapp'] as const) : (['sms', 'whatsapp', 'email'] as const)
  const reaches = (way: (typeof ways)[number]) => isOn(way) && kinds.has(way === 'email' ? 'email' : 'phone')
  return ways.find(reaches) ?? (channel === 'web' ? 'web' : 'sms')
}

function wayBy({ contact, channel: own }: Ticket, channel: ChannelName, isUsual: boolean): Way | null {
  const nowhere = { channel, address: null, stoppedAt: null, openUntil: null }
  if (channel === 'email') {
    const mail = contact.identities.find(({ kind }) => kind === 'email')
    return mail || isUsual ? { ...nowhere, address: mail?.address ?? null } : null
  }
  if (channel !== 'sms' && channel !== 'whatsapp') return nowhere
  const phones = contact.identities.filter(({ kind }) => kind === 'phone')
  const phone = phones.find(({ verified }) => verified) ?? phones[0]
  // What somebody only typed may be another's number; a caller's is where they were heard.
  if (!phone || !(isUsual || phone.verified || own === 'voice')) return isUsual ? nowhere : null
  return { channel, address: phone.address, ...textingBy(phone, channel) }
}

function textingBy({ texting }: Identity, channel: 'sms' | 'whatsapp'): Pick<Way, 'stoppedAt' | 'openUntil'> {
  if (channel === 'sms') return { stoppedAt: texting?.smsStoppedAt ?? null, openUntil: null }
  const until = texting?.whatsappOpenUntil
  return { stoppedAt: texting?.whatsappStoppedAt ?? null, openUntil: until ? Date.parse(until) : 0 }
}

/** WhatsApp's 24 hours are over: only an approved template goes. */
export function isWindowShut({ openUntil, stoppedAt }: Way, now: number): boolean {
  return openUntil !== null && openUntil <= now && stoppedAt === null
}

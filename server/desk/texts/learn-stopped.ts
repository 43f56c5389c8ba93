import type { ChannelKind } from '../../../channels/contract/channel.ts'
import type { Tx } from '../../../db/index.ts'
import { noteStopped } from '../../../db/phones.ts'
import { tellTicketsOf } from './tell-tickets.ts'

/** Twilio refused because the number had stopped us there: we know it too from now on, and the screens are told. */
export async function learnStopped(tx: Tx, channel: ChannelKind, address: string): Promise<void> {
  if (channel !== 'sms' && channel !== 'whatsapp') return
  const now = Date.now()
  if (await noteStopped(tx, channel, address, now)) await tellTicketsOf(tx, address, now)
}

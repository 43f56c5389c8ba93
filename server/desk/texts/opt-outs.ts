/** STOP and START: a number that wants no more messages by a channel gets none, until it says so. */
import type { Inbound } from '../../../channels/contract/inbound.ts'
import type { Tx } from '../../../db/index.ts'
import { findPhones, noteStopped, noteWroteByWhatsapp } from '../../../db/phones.ts'
import type { TicketRow } from '../../../db/schema/tickets.ts'
import type { Library } from '../../../templates/index.ts'
import { queueMessage } from '../queue-message.ts'
import { appendMessage, firstWords } from '../thread.ts'
import { whatsappOpenUntil } from './may-text.ts'
import { tellTicketsOf } from './tell-tickets.ts'

export interface OptOuts {
  /** What a text says of its number, in the transaction in which it is stored. */
  heed(tx: Tx, inbound: Inbound, ticket: TicketRow, now: number): Promise<void>
}

export function createOptOuts(deps: { library: Pick<Library, 'message'>; mailDomain: string }): OptOuts {
  async function confirm(tx: Tx, inbound: Inbound, ticket: TicketRow, now: number): Promise<void> {
    const stops = inbound.parts?.optOut === 'stop'
    const message = await appendMessage(
      tx,
      ticket,
      {
        direction: 'outbound',
        channel: inbound.channel,
        author_kind: 'system',
        author_name: null,
        text: deps.library.message(stops ? 'texts-stopped' : 'texts-started', {
          ...{ language: ticket.language, contactName: null, ticketNumber: ticket.number },
          ...{ isOpen: true, opensAt: null, answer: null },
        }),
        parts: JSON.stringify({ optOut: inbound.parts?.optOut }),
        delivery_state: 'queued',
        created_at: now,
      },
      { preview: firstWords(inbound.text) },
    )
    const to = { address: inbound.from.address, name: null }
    await queueMessage(tx, { ticket, message, to, mailDomain: deps.mailDomain, now })
  }

  return {
    async heed(tx, inbound, ticket, now) {
      const { channel, from, parts } = inbound
      if (channel === 'whatsapp') await openWindow(tx, from.address, now)
      if (!parts?.optOut || (channel !== 'sms' && channel !== 'whatsapp')) return
      const isNews = await noteStopped(tx, channel, from.address, parts.optOut === 'stop' ? now : null)
      if (isNews) await tellTicketsOf(tx, from.address, now)
      if (isNews && !inbound.isOptOutConfirmed) await confirm(tx, inbound, ticket, now)
    },
  }
}

/** Their other tickets can be answered freely again, too. */
async function openWindow(tx: Tx, address: string, now: number): Promise<void> {
  const [before] = await findPhones(tx, [address])
  await noteWroteByWhatsapp(tx, address, now)
  if ((whatsappOpenUntil(before) ?? 0) <= now) await tellTicketsOf(tx, address, now)
}

import { randomUUID } from 'node:crypto'
import type { Channel, ChannelKind } from '../../channels/contract/channel.ts'
import type { TicketRow } from '../../db/schema/tickets.ts'
import type { Library } from '../../templates/index.ts'
import { letterheadOf } from './mail/letterhead.ts'

/** Sends words that must not stand in the thread, once and now. Throws `ChannelError` when that cannot be. */
export type SendDirectly = (
  ticket: TicketRow,
  way: ChannelKind,
  to: { address: string; name: string | null },
  text: string,
) => Promise<void>

export interface SendDirectlyDeps {
  channels: ReadonlyMap<ChannelKind, Pick<Channel, 'send'>>
  library: Pick<Library, 'office'>
  mailDomain: string
}

export function createSendDirectly({ channels, library, mailDomain }: SendDirectlyDeps): SendDirectly {
  return async function sendDirectly(ticket, way, to, text) {
    const mail = {
      messageId: `tanya.${ticket.number}.${randomUUID()}@${mailDomain}`,
      inReplyTo: null,
      references: [],
      cc: [],
      replyTo: null,
      reached: [],
      letterhead: letterheadOf(library.office, ticket.language),
      thread: [],
    }
    await channels.get(way)?.send({
      id: 0,
      ticket: { id: ticket.id, number: ticket.number, subject: ticket.subject },
      to,
      authorName: '',
      isAutomatic: true,
      text,
      language: ticket.language,
      attachments: [],
      mail: way === 'email' ? mail : null,
    })
  }
}

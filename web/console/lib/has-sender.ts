import type { Ticket } from '../../../server/wire/ticket.ts'

/** False of a mail that names no sender, and nobody to answer to: no reply can go anywhere. */
export function hasSender({ channel, contact, replyTo }: Ticket): boolean {
  return (
    channel !== 'email' || replyTo !== undefined || contact.identities.some(({ kind }) => kind !== 'chat')
  )
}

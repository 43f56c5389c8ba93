import type { Ticket } from '../../../server/wire/ticket.ts'

/** By which a ticket is answered in writing: a call by SMS, or by e-mail where there is no number. */
export function writingChannel({ channel, contact }: Ticket): Ticket['channel'] {
  if (channel !== 'voice') return channel
  return contact.identities.some(({ kind }) => kind === 'phone') ? 'sms' : 'email'
}

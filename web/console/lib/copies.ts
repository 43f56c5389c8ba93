import type { Message } from '../../../server/wire/message.ts'
import type { Ticket } from '../../../server/wire/ticket.ts'

/** Who receives a copy when the agent says nothing: as the server has it, all who were in the latest mail. */
export function usualCopies(
  messages: readonly Message[],
  ticket: Pick<Ticket, 'contact' | 'replyTo'>,
): string[] {
  const latest = messages.findLast(({ direction, channel }) => direction === 'inbound' && channel === 'email')
  if (!latest) return []
  const own = ticket.contact.identities.find(({ kind }) => kind === 'email')?.address
  const all = [latest.author.address, ...latest.cc.map(({ address }) => address)]
  return [...new Set(all)].filter(
    (address) => address !== undefined && address !== own && address !== ticket.replyTo,
  ) as string[]
}

/** Who takes part in a mail besides the office and the one who wrote. */
import type { Inbound } from '../../../channels/contract/inbound.ts'
import type { MailPerson } from '../../../channels/contract/mail.ts'
import { lastInboundMessages } from '../../../db/threads.ts'
import type { Queryable } from '../../../db/index.ts'
import type { MessageRow } from '../../../db/schema/messages.ts'
import type { TicketRow } from '../../../db/schema/tickets.ts'

/** A mail to half the city makes no crowd of participants. */
const mostPeople = 40

/** Whom an incoming mail went to besides us. */
export function otherPeople({ mail, from }: Inbound, ownAddresses: readonly string[]): MailPerson[] {
  const others = (mail?.people ?? []).filter(
    ({ address }) => isAddress(address) && address !== from.address && !isOwn(address, ownAddresses),
  )
  return [...new Map(others.map((person) => [person.address, person])).values()].slice(0, mostPeople)
}

/** Whom an answer goes to as a copy when nobody says otherwise: all who were in the latest mail of the thread. */
export async function copiesFor(db: Queryable, ticket: TicketRow, to: string): Promise<MailPerson[]> {
  const latest = (await lastInboundMessages(db, ticket.id, 10)).find(({ channel }) => channel === 'email')
  if (!latest) return []
  const { from_address: from, author_name: name } = latest
  // Whoever asked to be answered elsewhere gets no copy of it.
  const isElsewhere = ticket.reply_to !== null && latest.author_id === ticket.contact_id
  const author = from === null || isElsewhere ? [] : [{ address: from, name }]
  return [...author, ...peopleIn(latest)].filter(({ address }) => address !== to)
}

export function peopleIn({ cc }: Pick<MessageRow, 'cc'>): MailPerson[] {
  return cc === null ? [] : (JSON.parse(cc) as MailPerson[])
}

function isAddress(text: string): boolean {
  return text.length <= 254 && /^[^\s@<>,;"]+@[^\s@<>,;"]+$/.test(text)
}

/** One of the office's mailboxes, also with a plus (RFC 5233): an answer sent there would come back as a citizen's word. */
export function isOwn(address: string, ownAddresses: readonly string[]): boolean {
  const bare = (one: string) => one.toLowerCase().replace(/\+[^@]*@/, '@')
  return ownAddresses.some((own) => bare(address) === bare(own))
}

/** The status of a ticket by its number: told to the number that stands in it, and to nobody else. */
import { findContactByAddress } from '../../../db/contacts.ts'
import { findLatestAnswer } from '../../../db/said.ts'
import type { TicketRow } from '../../../db/schema/tickets.ts'
import { findTicketsByNumber } from '../../../db/tickets.ts'
import { noteEvent } from './call-events.ts'
import { say, type Scene } from './scene.ts'

/** Null when no number was heard. Whether a ticket exists is not told to strangers either. */
export async function tellStatus(scene: Scene, said: string): Promise<string | null> {
  const number = ticketNumberIn(said)
  if (number === null) return null
  const { tx, deps, call, talk, now } = scene
  const [asked] = await findTicketsByNumber(tx, [number])
  const isOwn = asked !== undefined && (await isOfCaller(scene, asked))
  await noteEvent(tx, scene.ticket, call, { kind: isOwn ? 'status-told' : 'status-refused', number }, now)
  if (!isOwn) return say(scene, 'noStatus')
  talk.isInformed = true
  const answer = await findLatestAnswer(tx, asked.id)
  const answeredAt = answer ? { at: answer.created_at, timeZone: deps.clock.timeZone } : null
  return say(scene, 'status', { ticketNumber: number, status: asked.status, answeredAt })
}

async function isOfCaller({ tx, call }: Scene, ticket: TicketRow): Promise<boolean> {
  if (call.number === null) return false
  const contact = await findContactByAddress(tx, 'phone', call.number)
  return contact?.id === ticket.contact_id
}

/** Keys, or figures as Twilio writes them down: `2600042`, `26 00042`; null when there are too few. */
function ticketNumberIn(said: string): string | null {
  const digits = said.replace(/\D/g, '')
  return digits.length >= 7 && digits.length <= 12 ? `${digits.slice(0, 2)}-${digits.slice(2)}` : null
}

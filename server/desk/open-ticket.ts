/** A new ticket, with a number people can say on the telephone. */
import type { Inbound } from '../../channels/contract/inbound.ts'
import { insertChat } from '../../db/chats.ts'
import { nextNumber } from '../../db/counters.ts'
import type { Tx } from '../../db/index.ts'
import type { ContactRow } from '../../db/schema/contacts.ts'
import type { MessageRow } from '../../db/schema/messages.ts'
import type { TicketRow } from '../../db/schema/tickets.ts'
import { replaceTags } from '../../db/ticket-tags.ts'
import { themes, type Theme } from '../../templates/index.ts'
import type { DeadlinesFor } from './deadlines.ts'
import { beginThread, firstWords, type Opening, type Said } from './thread.ts'

export interface OpenTicketDeps {
  /** Which language a citizen writes in, when the channel does not know. */
  detectLanguage: (text: string) => 'id' | 'en'
  officeTimeZone: string
  deadlinesFor: DeadlinesFor
}

const subjectLength = 200
/** What a message without a subject lends its ticket. */
const borrowedSubjectLength = 80

export function createOpenTicket({ detectLanguage, officeTimeZone, deadlinesFor }: OpenTicketDeps) {
  const yearInOffice = createYear(officeTimeZone)

  /** Opens it within the caller's transaction, with the message that begins it and in the state in which that leaves it. */
  return async function openTicket(
    tx: Tx,
    inbound: Inbound,
    contact: ContactRow,
    said: Said,
    state: Pick<Opening, 'status' | 'is_waiting' | 'reply_to' | 'possible_follow_up_of'>,
  ): Promise<{ ticket: TicketRow; message: MessageRow }> {
    const year = yearInOffice(said.created_at)
    const running = await nextNumber(tx, `ticket ${year}`)
    const begun = { priority: 'normal', channel: inbound.channel, created_at: said.created_at } as const
    const opening = {
      ...begun,
      ...deadlinesFor(begun),
      ...state,
      number: `${year}-${String(running).padStart(5, '0')}`,
      subject: subjectOf(inbound),
      contact_id: contact.id,
      language: inbound.language ?? detectLanguage(`${inbound.subject ?? ''}\n${inbound.text}`),
    }
    const opened = await beginThread(tx, opening, said, findableBy(opening, contact, inbound))
    const { id } = opened.ticket
    if (inbound.channel === 'chat') await insertChat(tx, id, inbound.visitor)
    if (isTheme(inbound.topic)) await replaceTags(tx, id, [inbound.topic])
    return opened
  }
}

/** Its last two digits. Every ticket asks, and to work it out takes as long as to insert one; no zone changes its day between two quarters. */
function createYear(timeZone: string): (now: number) => string {
  const format = new Intl.DateTimeFormat('en', { timeZone, year: '2-digit' })
  let quarter = NaN
  let year = ''
  return (now) => {
    if (Math.floor(now / quarterMs) !== quarter) {
      quarter = Math.floor(now / quarterMs)
      year = format.format(now)
    }
    return year
  }
}

const quarterMs = 15 * 60_000

/** What a new ticket is found by besides the words of its messages. */
function findableBy(
  { number, subject }: Pick<Opening, 'number' | 'subject'>,
  { name }: ContactRow,
  inbound: Inbound,
): string {
  const addresses = [inbound.from, ...(inbound.otherAddresses ?? [])].filter((one) => one.kind !== 'chat')
  const words = [number, subject, name, ...addresses.map((one) => one.address)]
  return words.filter(Boolean).join('\n')
}

function subjectOf({ subject, text }: Inbound): string {
  return (
    firstWords(subject ?? '', subjectLength) || firstWords(text, borrowedSubjectLength) || '(tanpa judul)'
  )
}

function isTheme(topic: string | undefined): topic is Theme {
  return (themes as readonly (string | undefined)[]).includes(topic)
}

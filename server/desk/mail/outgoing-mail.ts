/** What a mail says besides its words: to whom else, what it answers, who writes it, and what was said before. */
import type { OutboundMail } from '../../../channels/contract/mail.ts'
import type { Db, Queryable } from '../../../db/index.ts'
import { listThreadMailIds } from '../../../db/mail-ids.ts'
import type { MessageRow } from '../../../db/schema/messages.ts'
import type { OutboxRow } from '../../../db/schema/outbox.ts'
import type { TicketRow } from '../../../db/schema/tickets.ts'
import type { Library } from '../../../templates/index.ts'
import { reachedBy } from './copies.ts'
import { earlierMessages } from './earlier-messages.ts'
import { letterheadOf } from './letterhead.ts'
import { peopleIn } from './mail-people.ts'

/** Enough for every mail program to find the thread; RFC 5322 sets no limit, some servers do. */
const keptReferences = 20

export interface OutgoingMailDeps {
  db: Db
  library: Pick<Library, 'office'>
  timeZone: string
  /** Null: answers come back to the office's address. */
  replyAddress(ticketNumber: string): Promise<string | null>
}

/** Null for what is no mail. */
export type OutgoingMail = (
  row: OutboxRow,
  message: MessageRow,
  ticket: TicketRow,
) => Promise<OutboundMail | null>

export function createOutgoingMail({ db, library, timeZone, replyAddress }: OutgoingMailDeps): OutgoingMail {
  return async ({ mail_message_id: messageId, to_address: to }, message, { number, language }) => {
    if (messageId === null) return null
    const { office } = library
    const words = { language, timeZone, officeName: office.helpdesk }
    return {
      messageId,
      ...(await headersOf(db.read, message, messageId)),
      cc: peopleIn(message),
      replyTo: await replyAddress(number),
      reached: reachedBy(message),
      letterhead: letterheadOf(office, language),
      thread: await earlierMessages(db.read, message, to, words),
    }
  }
}

async function headersOf(db: Queryable, message: MessageRow, messageId: string) {
  const thread = await listThreadMailIds(db, message.ticket_id, keptReferences)
  const references = thread.flatMap(messageIdOf).filter((id) => id !== messageId)
  return { inReplyTo: references.at(-1) ?? null, references }
}

/** Our own id as it is; of what came in, the Message-ID it named: some named none, and are known by a hash. */
function messageIdOf(id: string): string[] {
  const isHash = /^(?:mail-hash:|mail:sha256:[0-9a-f]{64}$)/.test(id)
  return isHash ? [] : [id.replace(/^mail:/, '').replace(/#[0-9a-f]{64}$/, '')]
}

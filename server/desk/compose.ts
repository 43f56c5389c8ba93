/** An outbox row → what its channel is asked to send. */
import type { OutboundMessage } from '../../channels/channel.ts'
import type { Db } from '../../db/index.ts'
import { listThreadMailIds } from '../../db/mail-ids.ts'
import { findAttachments, findMessage } from '../../db/messages.ts'
import type { MessageRow, OutboxRow, TicketRow } from '../../db/schema.ts'
import { findTicket } from '../../db/tickets.ts'
import type { Files } from './files.ts'
import { peopleIn } from './mail/mail-people.ts'

/** Enough for every mail program to find the thread; RFC 5322 sets no limit, some servers do. */
const keptReferences = 20

/** Stands in a stored text for the link of the private page: its key is the citizen's, and no officer's. */
export const linkPlaceholder = '[tautan pribadi]'

export interface ComposeDeps {
  db: Db
  attachments: Files
  /** Of the ticket's private page. */
  linkTo: (ticket: TicketRow) => Promise<string>
}

export async function compose(
  { db, attachments, linkTo }: ComposeDeps,
  row: OutboxRow,
): Promise<OutboundMessage> {
  const message = await findMessage(db.read, row.message_id)
  const ticket = await findTicket(db.read, row.ticket_id)
  if (!message || !ticket) throw new Error('an outbox row without its message')
  const files = await findAttachments(db.read, [message.id])
  return {
    id: message.id,
    ticket: { id: ticket.id, number: ticket.number, subject: ticket.subject },
    to: { address: row.to_address, name: row.to_name },
    authorName: message.author_name ?? '',
    isAutomatic: message.author_kind === 'system',
    text:
      message.copy_of === null
        ? message.text
        : message.text.replaceAll(linkPlaceholder, await linkTo(ticket)),
    html: message.html,
    language: ticket.language,
    attachments: files.map((file) => ({
      filename: file.filename,
      contentType: file.content_type,
      path: attachments.path(file.sha256),
    })),
    mail: row.mail_message_id ? await mailHeaders(db, message, row.mail_message_id) : null,
  }
}

async function mailHeaders(db: Db, message: MessageRow, messageId: string): Promise<OutboundMessage['mail']> {
  const thread = await listThreadMailIds(db.read, message.ticket_id, keptReferences)
  const references = thread.flatMap(messageIdOf).filter((id) => id !== messageId)
  return { messageId, inReplyTo: references.at(-1) ?? null, references, cc: peopleIn(message) }
}

/** Our own id as it is; of what came in, the Message-ID it named: some named none, and are known by a hash. */
function messageIdOf(id: string): string[] {
  const isHash = /^(?:mail-hash:|mail:sha256:[0-9a-f]{64}$)/.test(id)
  return isHash ? [] : [id.replace(/^mail:/, '').replace(/#[0-9a-f]{64}$/, '')]
}

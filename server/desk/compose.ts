/** An outbox row → what its channel is asked to send. */
import type { OutboundMessage } from '../../channels/contract/outbound.ts'
import { findAttachments } from '../../db/attachments.ts'
import { findMessage } from '../../db/messages.ts'
import type { Db } from '../../db/index.ts'
import type { OutboxRow } from '../../db/schema/outbox.ts'
import type { TicketRow } from '../../db/schema/tickets.ts'
import { findTicket } from '../../db/tickets.ts'
import type { Files } from './files.ts'
import { checkOutgoing } from './scanning/outgoing-files.ts'
import type { Scanning } from './scanning/scanning.ts'
import type { OutgoingMail } from './mail/outgoing-mail.ts'
import { essentialsOf } from './texts/essentials.ts'
import type { FileLinks } from './texts/file-links.ts'
import { partsOf } from './texts/parts.ts'

export interface ComposeDeps {
  db: Db
  attachments: Files
  refuseInfected: Scanning['refuseInfected']
  outgoingMail: OutgoingMail
  /** Of the ticket's private page. */
  linkTo: (ticket: TicketRow) => Promise<string>
  fileLinks: Pick<FileLinks, 'urlOf'>
}

/** Stands in a stored text for the link of the private page: its key is the citizen's, and no officer's. */
export const linkPlaceholder = '[tautan pribadi]'

export async function compose(
  { db, attachments, refuseInfected, outgoingMail, linkTo, fileLinks }: ComposeDeps,
  row: OutboxRow,
): Promise<OutboundMessage> {
  const message = await findMessage(db.read, row.message_id)
  const ticket = await findTicket(db.read, row.ticket_id)
  if (!message || !ticket) throw new Error('an outbox row without its message')
  const files = await findAttachments(db.read, [message.id])
  await checkOutgoing(files, refuseInfected)
  const isText = row.channel === 'sms' || row.channel === 'whatsapp'
  const { template, asLink } = partsOf(message) ?? {}
  return {
    id: message.id,
    ticket: { id: ticket.id, number: ticket.number, subject: ticket.subject },
    to: { address: row.to_address, name: row.to_name },
    authorName: message.author_name ?? '',
    isAutomatic: message.author_kind === 'system',
    text: asLink
      ? essentialsOf(message.text, ticket.language, await linkTo(ticket))
      : message.copy_of === null
        ? message.text
        : message.text.replaceAll(linkPlaceholder, await linkTo(ticket)),
    language: ticket.language,
    attachments: files.map((file) => ({
      filename: file.filename,
      contentType: file.content_type,
      path: attachments.path(file.sha256),
      ...(isText && { url: fileLinks.urlOf(file.id) }),
    })),
    ...(template && { template }),
    mail: await outgoingMail(row, message, ticket),
  }
}

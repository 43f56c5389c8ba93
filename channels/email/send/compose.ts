import { readFile } from 'node:fs/promises'
import type { SendMailOptions } from 'nodemailer'
import { ChannelError } from '../../contract/channel.ts'
import type { OutboundMail } from '../../contract/mail.ts'
import type { OutboundAttachment, OutboundMessage } from '../../contract/outbound.ts'
import { letterHtml } from './letter.ts'
import { footerText } from './letterhead.ts'
import { quotedText } from './quoted-thread.ts'
import { cleanMessageId } from '../message-ids.ts'
import { openRecipients } from './recipients.ts'
import { answerSubject } from '../subject.ts'

export interface Office {
  name: string
  /** The counselling mailbox: what goes out comes from it, and answers come back to it. */
  address: string
}

/**
 * An answer as a mail: text with the same words in HTML, threaded by RFC 5322 §3.6.4. Attachments are read
 * now, so that none can fail half-way through sending; throws `ChannelError` when one cannot be read.
 */
export async function composeMail(message: OutboundMessage, office: Office): Promise<SendMailOptions> {
  const { mail, ticket, to } = message
  if (!mail) throw new Error('a mail without its headers')
  return {
    from: { name: office.name, address: office.address },
    to: { name: to.name ?? '', address: to.address },
    cc: mail.cc.map(({ name, address }) => ({ name: name ?? '', address })),
    ...(mail.reached.length && { envelope: { from: office.address, to: openRecipients(message) } }),
    ...(mail.replyTo && { replyTo: { name: office.name, address: mail.replyTo } }),
    subject: answerSubject(ticket.subject, ticket.number),
    messageId: bracketed(messageIdOf(message, office)),
    ...(mail.inReplyTo && { inReplyTo: bracketed(mail.inReplyTo) }),
    ...(mail.references.length && { references: mail.references.slice(-maxReferences).map(bracketed) }),
    ...(message.isAutomatic && { headers: automaticHeaders }),
    ...bodies(message, mail),
    attachments: await Promise.all(message.attachments.map(read)),
    disableFileAccess: true,
    disableUrlAccess: true,
  }
}

/** The letter, in text and in HTML. */
function bodies({ text, language }: OutboundMessage, { letterhead, thread }: OutboundMail) {
  return {
    text: [text, footerText(text, letterhead), quotedText(thread)].filter(Boolean).join('\n\n'),
    html: letterHtml(text, { language, letterhead, thread }),
  }
}

/** The id under which the mail goes out, without angle brackets: as fixed by the desk, else made of the message's id. */
export function messageIdOf(message: OutboundMessage, office: Office): string {
  const host = office.address.slice(office.address.lastIndexOf('@') + 1)
  return cleanMessageId(message.mail?.messageId ?? null) ?? `tanya.${message.id}@${host}`
}

/**
 * RFC 3834 §3.1.7, and what Exchange listens to: of its reports all but that of failure (NDR) are held back. No
 * `Precedence`: §3.1.8 does not recommend it, and to large providers `bulk` means advertising.
 */
const automaticHeaders = {
  'Auto-Submitted': 'auto-replied',
  'X-Auto-Response-Suppress': 'DR, RN, NRN, OOF, AutoReply',
}

/** Long threads would pass the 998 bytes of a line; the latest ids are what programs thread by. */
const maxReferences = 20

function bracketed(id: string): string {
  return `<${cleanMessageId(id) ?? ''}>`
}

async function read({ filename, contentType, path }: OutboundAttachment) {
  try {
    return { filename, contentType, content: await readFile(path) }
  } catch (cause) {
    const permanent = (cause as NodeJS.ErrnoException).code === 'ENOENT'
    throw new ChannelError(
      permanent ? 'An attachment is no longer there' : 'An attachment could not be read',
      {
        permanent,
        cause,
      },
    )
  }
}

import type { Inbound } from '../channel.ts'
import type { ParsedMail } from './parsed-mail.ts'
import { baseSubject, ticketNumberIn, ticketNumberOfAddress } from './subject.ts'

/** RFC 2606 reserves `.invalid`: nothing sent there ever leaves. */
const unknownSender = 'tanpa-alamat@pengirim.invalid'

/**
 * A parsed mail as the desk takes it. `sha256` is the hex digest of the raw mail; it stands in for a
 * missing Message-ID, so that a second delivery of the same bytes is known.
 */
export function toInbound(parsed: ParsedMail, { sha256 }: { sha256: string }): Inbound {
  const address = parsed.from.address.toLowerCase() || unknownSender
  const replyTo = parsed.replyTo?.address.toLowerCase()
  const tagged = [...parsed.to, ...parsed.cc].map((to) => ticketNumberOfAddress(to.address)).find(Boolean)
  return {
    channel: 'email',
    externalId: `mail:${parsed.messageId ?? `sha256:${sha256}`}`,
    from: { kind: 'email', address, name: parsed.from.name || null },
    ...(replyTo?.includes('@') && replyTo !== address
      ? { otherAddresses: [{ kind: 'email', address: replyTo }] }
      : {}),
    subject: parsed.subject || null,
    text: parsed.reply,
    quoted: parsed.quoted || null,
    html: parsed.html,
    attachments: parsed.attachments.map(({ filename, contentType, content, inline, contentId }) => ({
      filename,
      contentType,
      content,
      inline,
      contentId,
    })),
    sentAt: parsed.date ? new Date(parsed.date) : null,
    mail: {
      messageId: parsed.messageId,
      inReplyTo: parsed.inReplyTo ? [parsed.inReplyTo] : [],
      references: parsed.references,
      ticketNumber: ticketNumberIn(parsed.subject) ?? tagged ?? null,
      baseSubject: baseSubject(parsed.subject),
    },
  }
}

import type { Inbound } from '../contract/inbound.ts'
import { isNothingKnown } from './authenticity/nothing-known.ts'
import { digestOf } from './digest.ts'
import { forwardedIn } from './forwarded.ts'
import type { MailAddress, ParsedMail } from './parsed-mail.ts'
import { plusTags } from './plus-address.ts'
import { baseSubject, ticketNumberOfAddress, ticketNumbersIn } from './subject.ts'
import { unknownSender } from './unknown-sender.ts'

/**
 * A parsed mail as the desk takes it. `sha256` is the hex digest of the raw mail; it stands in for a
 * missing Message-ID, so that a second delivery of the same bytes is known.
 */
export function toInbound(parsed: ParsedMail, { sha256 }: { sha256: string }): Inbound {
  const sender = senderOf(parsed)
  const address = sender.address.toLowerCase() || unknownSender(sha256)
  const replyTo = parsed.replyTo?.address.toLowerCase()
  const tagged = [...parsed.to, ...parsed.cc].flatMap((to) => ticketNumberOfAddress(to.address) ?? [])
  return {
    channel: 'email',
    externalId: parsed.messageId === null ? `mail-hash:${sha256}` : `mail:${parsed.messageId}`,
    contentDigest: parsed.digest ?? digestOf(parsed),
    from: { kind: 'email', address, name: withoutAddresses(sender.name) || null },
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
    mayAcknowledge: parsed.mayAcknowledge,
    sentAt: parsed.date ? new Date(parsed.date) : null,
    mail: {
      messageId: parsed.messageId,
      inReplyTo: parsed.inReplyTo ? [parsed.inReplyTo] : [],
      references: parsed.references,
      ticketNumbers: [...new Set([...ticketNumbersIn(parsed.subject), ...tagged.slice(0, 1)])],
      plusTags: plusTags([...parsed.to, ...parsed.cc]),
      baseSubject: baseSubject(parsed.subject),
      people: [...parsed.to, ...parsed.cc].map(({ name, address: to }) => ({
        address: to.toLowerCase(),
        name: name || null,
      })),
      authenticity: sender.authenticity ?? null,
      forwarded: forwardedIn(parsed),
    },
  }
}

/** A group's word counts only where the mail is the group's: anybody can write its headers. */
function senderOf({
  from,
  original,
  authenticity,
}: ParsedMail): MailAddress & Pick<ParsedMail, 'authenticity'> {
  const isTheGroups = !authenticity || authenticity.isProven || isNothingKnown(authenticity)
  return original && isTheGroups ? original : { ...from, ...(authenticity && { authenticity }) }
}

/** `"Boss <boss@office.example>" <other@example.net>`: a name that is read in place of the address must not be one. */
function withoutAddresses(name: string): string {
  return name
    .replace(/<?[^\s<>"']{1,64}@[^\s<>"']{1,255}>?/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
}

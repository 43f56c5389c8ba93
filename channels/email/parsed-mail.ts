import type { Authenticity } from '../contract/mail.ts'
import type { FileContent } from '../contract/file-content.ts'
import type { PackedMail } from './pack.ts'

/** A mail as understood: the JSON object `tanya mail parse` prints, with the attachments' bytes beside it. */
export interface ParsedMail {
  kind: MailKind
  /** False for machines, lists, bounces and no-reply senders: answering them makes loops (RFC 3834 §2). */
  mayAcknowledge: boolean
  /** All message ids here are without angle brackets. */
  messageId: string | null
  inReplyTo: string | null
  references: string[]
  /** Both empty when the mail names no sender. */
  from: MailAddress
  replyTo: MailAddress | null
  /** Whoever wrote it, when From is that of a group of ours which handed it on. */
  original?: OriginalSender
  to: MailAddress[]
  cc: MailAddress[]
  subject: string
  /** ISO 8601 UTC as the sender says; null when missing or unreadable. */
  date: string | null
  /** Everything the mail says in plain text; `reply` + `quoted` is exactly this. */
  text: string
  reply: string
  quoted: string
  /** Sanitised; null when the mail has no HTML. */
  html: string | null
  attachments: ParsedAttachment[]
  bounce?: Bounce
  /** Absent where nobody looked. */
  authenticity?: Authenticity | null
  /** What it is known by when it comes again another way, where the reader worked that out too (`digestOf`). */
  digest?: string
  /** Its bytes as they are kept, where the reader packed them too. */
  packed?: PackedMail
}

export type MailKind = 'message' | 'auto-reply' | 'bounce' | 'feedback-report' | 'list'

export interface MailAddress {
  name: string
  address: string
}

/** Whoever wrote a mail whose From is a group's, by the group's word. */
export interface OriginalSender extends MailAddress {
  /** What the group's server found out about them as the mail came in; it looked, and we cannot any more. */
  authenticity: Authenticity
}

export interface ParsedAttachment {
  filename: string
  contentType: string
  /** Bytes. */
  size: number
  md5: string
  /** Shown in place by the HTML (`cid:`). */
  inline: boolean
  /** Without angle brackets. */
  contentId: string | null
  content: FileContent
}

/** A delivery status notification (RFC 3464), or what looks like one. */
export interface Bounce {
  recipient: string | null
  /** Enhanced status code (RFC 3463), such as 5.1.1. */
  status: string | null
  permanent: boolean
  originalMessageId: string | null
}

/** The same without the attachments' bytes, for printing. */
export function toPrintable(parsed: ParsedMail): object {
  const attachments = parsed.attachments.map(({ filename, contentType, size, md5, inline }) => ({
    filename,
    contentType,
    size,
    md5,
    inline,
  }))
  return { ...parsed, attachments }
}

/** What only mails have. */

export interface OutboundMail {
  messageId: string
  inReplyTo: string | null
  references: string[]
  cc: MailPerson[]
  /** Where an answer is to come back to; null: to the office's address. */
  replyTo: string | null
  /** Who has it from an earlier try: named in the mail still, and not sent to again. */
  reached: string[]
  letterhead: Letterhead
  /** What was said before, the newest first. */
  thread: EarlierMessage[]
}

/** Of the office, in the ticket's language. */
export interface Letterhead {
  /** How it signs. */
  name: string
  office: string
  shortOffice: string
  /** Telephone, hours, street. */
  lines: string[]
}

export interface EarlierMessage {
  /** "Pada …, … menulis:" */
  introduction: string
  text: string
}

/** Somebody in To or Cc. */
export interface MailPerson {
  address: string
  name: string | null
}

/** A mail within a mail, as far as it could be told apart. */
export interface Forwarded {
  /** Small letters. */
  from: MailPerson
  subject: string
  /** What was written above it by whoever passes it on. */
  cover: string
  text: string
}

/** Whether a mail comes from whom it says, in the words of RFC 8601. What could not be found out is `none`. */
export interface Authenticity {
  spf: 'pass' | 'fail' | 'softfail' | 'neutral' | 'none'
  dkim: 'pass' | 'fail' | 'none'
  dmarc: 'pass' | 'fail' | 'none'
  /** Of From: the one DMARC speaks of. */
  domain: string
  /** What this domain asks receivers to do with mail that fails; null when it asks nothing. */
  policy: 'none' | 'quarantine' | 'reject' | null
  /** The domain itself, or one below it, signed the mail or let its server send it. */
  isProven: boolean
  /** Not proven, and nobody signed it at all. */
  isUnsigned?: true
  /** Where its domain does not vouch for it, what those who handed it on say. Only to be shown. */
  arc?: Arc
}

/** RFC 8617: a chain of forwarders, each of whom seals what the one before found out. */
export interface Arc {
  /** `fail`: the chain is broken. */
  result: 'pass' | 'fail'
  /** Domains of those who sealed it, the latest first. */
  through: string[]
  /** What the first of them found out about the sender. */
  dmarc: 'pass' | 'fail' | 'none'
}

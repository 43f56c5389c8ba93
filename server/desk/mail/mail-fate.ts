import type { MailBucket } from '../../../channels/email/index.ts'
import type { MailFate } from '../../../db/mails.ts'

/** What the ledger's line says of a mail. */
export function fateOf(bucket: MailBucket, ticketId: number | null, messageId: number | null): MailFate {
  return { bucket, ...(ticketId && { ticketId }), ...(messageId && { messageId }) }
}

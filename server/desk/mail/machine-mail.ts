/**
 * What becomes of mail that machines wrote. It opens no ticket; where it speaks of a known one, the ledger says which,
 * and what a machine answered to us stands in its thread.
 */
import type { Inbound } from '../../../channels/contract/inbound.ts'
import type { ParsedMail } from '../../../channels/email/index.ts'
import type { Db, Tx } from '../../../db/index.ts'
import { findTicketsByMailIds } from '../../../db/mail-ids.ts'
import type { MailFate } from '../../../db/mails.ts'
import type { Files } from '../files.ts'
import { noteAutoReply } from './auto-replies.ts'
import { failBounced } from './bounced.ts'
import { fateOf } from './mail-fate.ts'
import { noteUnnamedBounce } from './unnamed-bounce.ts'

/** What has to be on disk before it can be settled. */
export interface PreparedMachineMail {
  settle(tx: Tx): Promise<MailFate>
}

/** Keeps the files of an automatic reply that a known ticket will show; those of all others stay in the raw mail alone. */
export async function prepareMachineMail(
  { db, attachments }: { db: Db; attachments: Files },
  parsed: ParsedMail,
  inbound: Inbound,
): Promise<PreparedMachineMail> {
  const about = idsAbout(parsed, inbound)
  // A complaint report (RFC 5965) is no bounce, but like one it comes from a mail server about mail of ours.
  const bucket = parsed.kind === 'list' || parsed.kind === 'auto-reply' ? parsed.kind : 'bounce'
  const isNotable = bucket === 'auto-reply' && inbound.attachments.length > 0
  const concernsOne = isNotable && (await findTicketsByMailIds(db.read, about)).length > 0
  const files = concernsOne
    ? await Promise.all(inbound.attachments.map(({ content }) => attachments.keep(content)))
    : []

  return {
    async settle(tx) {
      if (parsed.bounce) await failBounced(tx, parsed.bounce)
      const [ticket] = await findTicketsByMailIds(tx, about)
      if (bucket === 'bounce' && !ticket) {
        const note = await noteUnnamedBounce(tx, parsed.bounce)
        return fateOf(bucket, note?.ticket_id ?? null, note?.id ?? null)
      }
      const noted = ticket && bucket === 'auto-reply' ? await noteAutoReply(tx, ticket, inbound, files) : null
      return fateOf(bucket, ticket?.id ?? null, noted?.id ?? null)
    },
  }
}

function idsAbout({ bounce }: ParsedMail, { mail }: Inbound): string[] {
  const named = [...(mail?.inReplyTo ?? []), ...(mail?.references ?? []), bounce?.originalMessageId ?? '']
  return named.filter((id) => id !== '')
}

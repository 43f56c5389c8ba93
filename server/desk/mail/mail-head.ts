/** What the mail log shows of a mail without opening it. */
import type { ParsedMail } from '../../../channels/email/index.ts'
import type { MailHead } from '../../../db/mails.ts'

const longestSubject = 500
const longestName = 200
const longestAddress = 320

export function mailHead({
  from,
  subject,
  authenticity,
}: Pick<ParsedMail, 'from' | 'subject' | 'authenticity'>): MailHead {
  return {
    from_address: cleaned(from.address, longestAddress).toLowerCase() || null,
    from_name: cleaned(from.name, longestName) || null,
    subject: cleaned(subject, longestSubject) || null,
    auth: authenticity ? JSON.stringify(authenticity) : null,
  }
}

/** PostgreSQL takes no NUL, and nobody half a character. */
function cleaned(words: string, longest: number): string {
  return words.replaceAll('\0', '').slice(0, longest).toWellFormed().trim()
}

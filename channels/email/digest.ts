import { hash } from 'node:crypto'
import type { ParsedMail } from './parsed-mail.ts'

/** Of a text of 20 MB the whole would hold up everybody for seconds. */
const digestedCharacters = 200_000

/**
 * Of who said what, in whatever way it came: white space, folding and the headers of the way differ between two
 * deliveries of one mail.
 */
export function digestOf({ from, subject, text, attachments }: ParsedMail): string {
  const files = attachments.map(({ md5 }) => md5)
  const said = [
    from.address.toLowerCase(),
    ...[subject, text.slice(0, digestedCharacters)].map((words) => words.replace(/\s+/g, ' ').trim()),
    files,
    ...(text.length > digestedCharacters ? [text.length] : []),
  ]
  return hash('sha256', JSON.stringify(said))
}

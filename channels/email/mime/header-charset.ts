import { isUtf8 } from 'node:buffer'
import { charsetOf } from './charset-names.ts'
import { guessCharset } from './charset-guess.ts'

/**
 * The charset of raw 8-bit header fields: they do not say, but the mail's text often does; else it is what the whole looks like.
 * Null for a mail that has none.
 */
export function headerCharsetOf(mail: Buffer): string | null {
  const start = mail.subarray(0, judgedBytes)
  if (isUtf8(start) && !start.includes(escape)) return null
  for (const [, label = ''] of start.toString('latin1').matchAll(named)) {
    const charset = charsetOf(label)
    if (charset !== null && charset !== 'utf-8') return charset
  }
  return guessCharset(start)
}

const judgedBytes = 16_384
const escape = 0x1b
const named = /charset\s{0,5}=\s{0,5}["']?([\w.:-]{1,40})/gi

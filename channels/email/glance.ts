import { addressesOf } from './mime/addresses.ts'
import { readable } from './mime/charsets.ts'
import { decodeWords } from './mime/encoded-words.ts'
import { headerCharsetOf } from './mime/header-charset.ts'
import { readHeaders, startOfMail } from './mime/headers.ts'
import type { MailAddress } from './parsed-mail.ts'
import { cleanLine } from './text.ts'

/** Who a mail that cannot be understood says it is from, and about what. Never throws: what it cannot tell is empty. */
export function glanceAt(raw: Buffer): { from: MailAddress; subject: string } {
  try {
    const source = startOfMail(raw)
    const headers = readHeaders(source)
    const charset = headerCharsetOf(source)
    const [from = nobody] = addressesOf(headers.all('from').slice(0, 1), charset)
    const subject = cleanLine(decodeWords(readable(headers.first('subject') ?? '', charset), charset))
    return { from, subject }
  } catch {
    return { from: nobody, subject: '' }
  }
}

const nobody: MailAddress = { name: '', address: '' }

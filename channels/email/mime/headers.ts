/** The header fields of a mail or of one of its parts, read tolerantly. */
export interface MailHeaders {
  /** First value of this header (any letter case), unfolded, raw bytes as latin1; null when absent. */
  first(name: string): string | null
  /** Every value of a repeated header. */
  all(name: string): string[]
}

export interface HeaderBlock {
  headers: MailHeaders
  /** Where the body begins. */
  end: number
}

/**
 * The fields from `start` on, up to an empty line, to what can be no field, or to a line that `isDelimiter` knows: a part may
 * end before it has begun.
 */
export function readHeaderBlock(
  raw: Buffer,
  start: number,
  isDelimiter: (line: string) => boolean = () => false,
): HeaderBlock {
  const fields: string[][] = []
  let at = start
  while (at < raw.length) {
    const { text, end } = lineAt(raw, at)
    if (!text.trim() && !continues(raw, end, text)) return { headers: headersOf(fields), end }
    if (text.startsWith('--') && isDelimiter(text.trimEnd())) break
    const last = fields.at(-1)
    if (/^[ \t]/.test(text) && last) last.push(text.trim())
    else if (isField.test(text)) fields.push([text.trimEnd()])
    else if (!/^>?From /.test(text)) {
      // A value broken over lines without the space that says so; or the body, without the empty line before it.
      if (!last || !isWithinHeader(raw, end)) break
      last.push(text.trim())
    }
    at = end
    if (at - start > maxHeaderBytes) break
  }
  return { headers: headersOf(fields), end: at }
}

export function readHeaders(raw: Buffer): MailHeaders {
  return readHeaderBlock(raw, 0).headers
}

/**
 * The mail from its first header on: without a byte order mark, blank lines or an mbox `From ` line in front, and with line feeds
 * where it has only carriage returns.
 */
export function startOfMail(raw: Buffer): Buffer {
  const mail = raw.includes(10) ? raw : Buffer.from(raw.toString('latin1').replaceAll('\r', '\n'), 'latin1')
  let start = mail.subarray(0, byteOrderMark.length).equals(byteOrderMark) ? byteOrderMark.length : 0
  while (start < mail.length && isBlank(mail[start] ?? 0)) start++
  if (/^>?From /.test(mail.toString('latin1', start, start + 6))) start = lineAt(mail, start).end
  const indent =
    /^[ \t]+(?=[!-9;-~]{1,100}:)/.exec(mail.toString('latin1', start, start + 200))?.[0].length ?? 0
  return mail.subarray(start + indent)
}

const maxHeaderBytes = 512 * 1024
/** Some programs save every text with it, a mail too. */
const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf])
const isField = /^[!-9;-~]{1,100}[ \t]{0,10}:/
const longestLine = 100_000

function isBlank(byte: number): boolean {
  return byte === 10 || byte === 13 || byte === 0
}

function lineAt(raw: Buffer, start: number): { text: string; end: number } {
  const newline = raw.indexOf(10, start)
  const end = newline < 0 ? raw.length : newline + 1
  let stop = newline < 0 ? end : newline
  while (stop > start && raw[stop - 1] === 13) stop--
  return { text: raw.toString('latin1', start, Math.min(stop, start + longestLine)), end }
}

/** A line of white space within the header is legal in old mails (RFC 5322 §4.2) and ends it in all others. */
function continues(raw: Buffer, end: number, text: string): boolean {
  return text !== '' && /^[ \t]+\S/.test(lineAt(raw, end).text)
}

/** Whether a field that every mail or part has stands between here and the next empty line. */
function isWithinHeader(raw: Buffer, start: number): boolean {
  let at = start
  for (let n = 0; n < linesAhead && at < raw.length; n++) {
    const { text, end } = lineAt(raw, at)
    if (!text.trim()) return false
    if (commonField.test(text)) return true
    at = end
  }
  return false
}

const linesAhead = 20
const commonField =
  /^(?:from|to|cc|subject|date|message-id|mime-version|content-[a-z-]{2,30}|received|return-path|reply-to|in-reply-to|references|x-[\w-]{2,40})[ \t]*:/i

function headersOf(fields: string[][]): MailHeaders {
  const values = new Map<string, string[]>()
  for (const parts of fields) {
    const field = parts.join(' ')
    const colon = field.indexOf(':')
    const name = field.slice(0, colon).trim().toLowerCase()
    const list = values.get(name)
    const value = field.slice(colon + 1).trim()
    if (list) list.push(value)
    else values.set(name, [value])
  }
  const all = (name: string) => values.get(name.toLowerCase()) ?? []
  return { all, first: (name) => all(name)[0] ?? null }
}

import { escapeHtml, sanitizeHtml } from '../lib/html.ts'
import { addressesOf } from './mime/addresses.ts'
import { attachmentsOf } from './mime/attachments.ts'
import { bounceOf } from './kinds/bounces.ts'
import { decodeBytes, readable } from './mime/charsets.ts'
import { contentsOf, type MailContents, type Piece } from './mime/contents.ts'
import { dateOf } from './mime/dates.ts'
import { decodeWords } from './mime/encoded-words.ts'
import { readHeaderBlock, startOfMail } from './mime/headers.ts'
import type { MailHeaders } from './mime/headers.ts'
import { headerCharsetOf } from './mime/header-charset.ts'
import { isTooMuch, strippedText } from './quotes/html-strip.ts'
import { readQuoteSigns, withoutSigns, withQuoteSigns } from './quotes/html-quotes.ts'
import type { QuoteMark } from './quotes/html-quotes.ts'
import { textOfSafeHtml } from './quotes/html-text.ts'
import { kindOf, mayAcknowledge } from './kinds/kinds.ts'
import { originalSender } from './kinds/own-group.ts'
import type { Ourselves } from './kinds/kinds.ts'
import { cleanMessageId, messageIdsIn } from './message-ids.ts'
import { readMimeTree } from './mime/mime-tree.ts'
import type { MailAddress, ParsedMail } from './parsed-mail.ts'
import { splitQuotes } from './quotes/quotes.ts'
import { isForwardSubject } from './subject.ts'
import { cleanLine, cleanText } from './text.ts'
import { withoutWinmail } from './mime/winmail.ts'

/**
 * How far to go. `coarsely`: HTML becomes its words and nothing else. `undecoded`: the mail is not taken apart, and what
 * stands in it is its text. Each takes less time than the one before.
 */
export type Depth = 'wholly' | 'coarsely' | 'undecoded'

/** Understands one raw mail (RFC 5322 and MIME). Never rejects: what cannot be taken apart is read as text. */
export async function parseMail(
  raw: Buffer,
  ourselves: Ourselves = {},
  depth: Depth = 'wholly',
): Promise<ParsedMail> {
  return readMail(raw, ourselves, depth)
}

/**
 * The same at once. Null, soon, for a mail that may take long: with more characters of HTML than `mostHtml`, or four times
 * as many of plain text or in its header. It is HTML that does; a file in the mail costs next to nothing.
 */
export function readMail(raw: Buffer, ourselves: Ourselves, depth: Depth): ParsedMail
export function readMail(raw: Buffer, ourselves: Ourselves, depth: Depth, mostHtml: number): ParsedMail | null
export function readMail(
  raw: Buffer,
  ourselves: Ourselves,
  depth: Depth,
  mostHtml = Infinity,
): ParsedMail | null {
  const source = startOfMail(raw)
  const { headers, end } = readHeaderBlock(source, 0)
  if (end > 4 * mostHtml) return null
  const charset = headerCharsetOf(source)
  const asText = () => understand(undecoded(source.subarray(end)), headers, charset, ourselves, depth)
  if (depth === 'undecoded') return asText()
  try {
    const contents = withoutWinmail(contentsOf(readMimeTree(source), charset))
    const characters = (of: keyof Piece) => contents.pieces.reduce((sum, piece) => sum + piece[of].length, 0)
    if (characters('html') > mostHtml || characters('plain') > 4 * mostHtml) return null
    return understand(contents, headers, charset, ourselves, depth)
  } catch {
    return asText()
  }
}

function understand(
  { pieces, files }: MailContents,
  headers: MailHeaders,
  charset: string | null,
  ourselves: Ourselves,
  depth: Depth,
): ParsedMail {
  const words = wordsOf(pieces, depth)
  const attachments = attachmentsOf(files, words.html)
  const addresses = (name: string) => addressesOf(headers.all(name), charset)
  const [from = { name: '', address: '' }] = addressesOf(headers.all('from').slice(0, 1), charset)
  const subject = cleanLine(decodeWords(readable(headers.first('subject') ?? '', charset), charset))
  const messageId = cleanMessageId(headers.first('message-id'))
  const [inReplyTo = null, ...alsoRepliedTo] = messageIdsIn(headers.all('in-reply-to'))
  const bounce = bounceOf({
    headers,
    fromAddress: from.address || from.name,
    subject,
    text: words.text,
    attachments,
  })
  const facts = {
    headers,
    from,
    subject,
    messageId,
    bounce,
    partTypes: attachments.map((part) => part.contentType),
  }
  const kind = kindOf(facts, ourselves)
  const replyTo = replyToOf(addresses('reply-to'))
  const original = originalSender(headers, from, replyTo, ourselves.addresses ?? [])

  return {
    kind,
    mayAcknowledge: mayAcknowledge(kind, { ...facts, from: original ?? from }, ourselves),
    messageId,
    inReplyTo,
    references: [...new Set([...messageIdsIn(headers.all('references')), ...alsoRepliedTo])],
    from,
    replyTo,
    ...(original && { original }),
    to: addresses('to'),
    cc: addresses('cc'),
    subject,
    date: dateOf(headers.first('date')),
    text: words.text,
    ...splitQuotes(words.text, { forwarded: isForwardSubject(subject), marks: words.marks }),
    html: words.html || null,
    attachments,
    ...(kind === 'bounce' && bounce ? { bounce } : {}),
  }
}

interface Words {
  text: string
  html: string
  /** Where older mail begins, as the HTML says. */
  marks: Map<number, QuoteMark>
}

/** The mail's words, and its HTML made safe; of HTML that is too much, and when read coarsely, only its words. */
function wordsOf(pieces: Piece[], depth: Depth): Words {
  const given = pieces.map(({ html }) => html).join('')
  const isCoarse = depth !== 'wholly' || isTooMuch(given)
  const isHtml = !isCoarse && given.trim() !== ''
  let text = ''
  let wasHtml = false
  const htmls: string[] = []
  for (const { plain, html } of pieces) {
    const safe = isCoarse || !html ? '' : sanitizeHtml(withQuoteSigns(cleanText(html)))
    const isPlain = plain.trim() !== '' || !html
    const words = isPlain ? plain : isCoarse ? strippedText(html) : textOfSafeHtml(safe)
    if (isHtml) htmls.push(html ? withoutSigns(safe) : `<pre>${escapeHtml(cleanText(plain).trim())}</pre>`)
    if (!words.trim()) continue
    text += `${text && '\n'}${text && (wasHtml || !isPlain) ? '\n' : ''}${words}`
    wasHtml = !isPlain
  }
  return { ...readQuoteSigns(cleanText(text).trimEnd()), html: htmls.filter(Boolean).join('<br />\n') }
}

/** One that can be written to: `<>` and a bare name are none. */
function replyToOf(addresses: MailAddress[]): MailAddress | null {
  return addresses.find(({ address }) => address.includes('@')) ?? null
}

const longestUndecodedText = 200_000

function undecoded(body: Buffer): MailContents {
  const plain = decodeBytes(body.subarray(0, longestUndecodedText), null)
  return { pieces: [{ plain, html: '' }], files: [] }
}

import { simpleParser } from 'mailparser'
import type { ParsedMail as MimeMail, SimpleParserOptions } from 'mailparser'
import { sanitizeHtml } from '../lib/html.ts'
import { addressesOf } from './addresses.ts'
import { attachmentsOf } from './attachments.ts'
import { bounceOf } from './bounces.ts'
import { bodyOffset, readHeaders, mendedHeader } from './headers.ts'
import type { MailHeaders } from './headers.ts'
import { isTooMuch, strippedText } from './html-strip.ts'
import { textOfSafeHtml } from './html-text.ts'
import { kindOf, mayAcknowledge } from './kinds.ts'
import type { Ourselves } from './kinds.ts'
import { cleanMessageId, messageIdsIn } from './message-ids.ts'
import type { ParsedMail } from './parsed-mail.ts'
import { splitQuotes } from './quotes.ts'
import { isForwardSubject } from './subject.ts'
import { cleanLine, cleanText } from './text.ts'

/**
 * How far to go. `coarsely`: HTML becomes its words and nothing else. `undecoded`: the MIME parser is left out, and
 * what stands in the mail is its text. Each takes less time than the one before.
 */
export type Depth = 'wholly' | 'coarsely' | 'undecoded'

/** Understands one raw mail (RFC 5322 and MIME). Never throws: what cannot be taken apart is read as text. */
export async function parseMail(
  raw: Buffer,
  ourselves: Ourselves = {},
  depth: Depth = 'wholly',
): Promise<ParsedMail> {
  const source = mendedHeader(raw)
  const headers = readHeaders(source)
  const asText = () => understand(stub(headers), undecodedText(source), headers, ourselves, depth)
  if (depth === 'undecoded') return asText()
  try {
    const { mail, text } = await readMime(source)
    return understand(mail, text, headers, ourselves, depth)
  } catch {
    return asText()
  }
}

function understand(
  mail: MimeMail,
  text: string,
  headers: MailHeaders,
  ourselves: Ourselves,
  depth: Depth,
): ParsedMail {
  const given = mail.html || ''
  const isCoarse = depth !== 'wholly' || isTooMuch(given)
  const html = isCoarse ? '' : sanitizeHtml(given)
  const words = () => (isCoarse ? strippedText(given) : textOfSafeHtml(html))
  const wholeText = cleanText(text.trim() ? text : words()).trimEnd()
  const attachments = attachmentsOf(mail.attachments, html)
  const [from = { name: '', address: '' }] = addressesOf(mail.from, headers.first('from'))
  const subject = cleanLine(mail.subject ?? '')
  const messageId = cleanMessageId(headers.first('message-id'))
  const [inReplyTo = null, ...alsoRepliedTo] = messageIdsIn(headers.all('in-reply-to'))

  const partText = (...types: string[]) =>
    attachments.find(({ contentType }) => types.includes(contentType))?.content.toString('latin1') ?? null
  const bounce = bounceOf({
    headers,
    fromAddress: from.address || from.name,
    subject,
    text: wholeText,
    deliveryStatus: partText('message/delivery-status', 'message/global-delivery-status'),
    returned: partText('message/rfc822', 'text/rfc822-headers', 'message/global', 'message/global-headers'),
  })
  const facts = {
    headers,
    from,
    subject,
    messageId,
    bounce,
    partTypes: attachments.map((part) => part.contentType),
  }
  const kind = kindOf(facts)

  return {
    kind,
    mayAcknowledge: mayAcknowledge(kind, facts, ourselves),
    messageId,
    inReplyTo,
    references: [...new Set([...messageIdsIn(headers.all('references')), ...alsoRepliedTo])],
    from,
    replyTo: addressesOf(mail.replyTo, null)[0] ?? null,
    to: addressesOf(mail.to, null),
    cc: addressesOf(mail.cc, null),
    subject,
    date: dateOf(headers.first('date')),
    text: wholeText,
    ...splitQuotes(wholeText, { forwarded: isForwardSubject(subject) }),
    html: html || null,
    attachments,
    ...(kind === 'bounce' && bounce ? { bounce } : {}),
  }
}

const mimeOptions: SimpleParserOptions = {
  keepCidLinks: true,
  keepDeliveryStatus: true,
  skipTextLinks: true,
  skipTextToHtml: true,
  checksumAlgo: false,
  // Its own conversion of HTML to text gives up on deep nesting, so it is told to leave all HTML to us
  // and says by `textConversionError` where it would have needed one.
  maxHtmlLengthToParse: -1,
}

async function readMime(source: Buffer): Promise<{ mail: MimeMail; text: string }> {
  const mail = await inTime(simpleParser(source, mimeOptions))
  if (!mail.textConversionError || !mail.text?.trim()) return { mail, text: mail.text ?? '' }
  // Plain and HTML parts stand side by side, outside multipart/alternative: only the HTML can hold both.
  const both = await inTime(simpleParser(source, { ...mimeOptions, skipTextToHtml: false }))
  return { mail: both, text: '' }
}

/** A stream that never ends inside the parser must not hold up the mailbox. */
async function inTime<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const tooLong = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('the MIME parser did not end')), longestParseMs)
  })
  return Promise.race([work, tooLong]).finally(() => clearTimeout(timer))
}

const longestParseMs = 30_000

function stub(headers: MailHeaders): MimeMail {
  return { attachments: [], headers: new Map(), headerLines: [], subject: headers.first('subject') ?? '' }
}

const longestUndecodedText = 200_000

function undecodedText(source: Buffer): string {
  const body = source.subarray(bodyOffset(source)).subarray(0, longestUndecodedText)
  const text = body.toString('utf8')
  return text.includes('\ufffd') ? body.toString('latin1') : text
}

const longestDate = 200

function dateOf(value: string | null): string | null {
  // Comments such as "(WIB)" are legal (RFC 5322 §3.3) but not understood by Date.
  const date = new Date(
    (value ?? '')
      .slice(0, longestDate)
      .replace(/\([^)]*\)/g, '')
      .trim(),
  )
  return Number.isNaN(date.getTime()) || date.getFullYear() < 1970 || date.getFullYear() > 9999
    ? null
    : date.toISOString()
}

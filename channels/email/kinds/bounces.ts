import { wholeFile } from '../../lib/file-content.ts'
import { isFailureSubject, isFromDaemon, saysDelayed, saysFailed } from './bounce-words.ts'
import type { MailHeaders } from '../mime/headers.ts'
import { cleanMessageId } from '../message-ids.ts'
import type { Bounce, ParsedAttachment } from '../parsed-mail.ts'

export interface BounceFacts {
  headers: MailHeaders
  fromAddress: string
  subject: string
  text: string
  attachments: ParsedAttachment[]
}

/** The failure a mail reports, by RFC 3464 or by what non-standard servers write; null when it reports none. */
export function bounceOf(facts: BounceFacts): Bounce | null {
  const report = reportIn(facts.attachments)
  if (report && report.action !== null && !['failed', 'delayed', 'expanded'].includes(report.action))
    return null
  if (!report && !looksLikeBounce(facts)) return null

  const words = `${facts.subject}\n${facts.text.slice(0, judgedText)}`
  const status = report?.status ?? enhancedStatus(words)
  const isDelayed = report?.action === 'delayed' || (report?.action !== 'failed' && saysDelayed(words))
  return {
    recipient: recipientOf(facts, report),
    status,
    permanent: !isDelayed && (status ? status.startsWith('5') : !isTemporaryReply(words)),
    originalMessageId: originalMessageId(facts),
  }
}

/** What an agent reads below an answer that came back. */
export function explainBounce({ status }: Bounce): string {
  const sentence = sentences[status ?? ''] ?? sentences[status?.slice(0, 3) ?? ''] ?? 'Surel ini dikembalikan'
  return `${sentence}${status ? ` (kode ${status})` : ''}.`
}

/** RFC 3463 §3: by the whole code, else by its class and subject. */
const sentences: Record<string, string> = {
  '5.1': 'Alamat surel penerima tidak dikenal',
  '5.2': 'Kotak surel penerima tidak menerima surel ini',
  '5.2.1': 'Kotak surel penerima sudah tidak aktif',
  '5.2.2': 'Kotak surel penerima penuh',
  '5.2.3': 'Surel ini terlalu besar bagi penerima',
  '5.3.4': 'Surel ini terlalu besar bagi penerima',
  '5.4': 'Server surel penerima tidak dapat dicapai',
  '5.7': 'Server surel penerima menolak surel ini',
}

interface Report {
  action: string | null
  status: string | null
  recipient: string | null
}

const judgedText = 20_000
const reportTypes = new Set(['message/delivery-status', 'message/global-delivery-status'])
const returnedTypes = new Set([
  'message/rfc822',
  'text/rfc822-headers',
  'message/global',
  'message/global-headers',
])

/** RFC 3464 §2: a group of fields for each recipient; the first that failed counts, for others all may be well. */
function reportIn(attachments: ParsedAttachment[]): Report | null {
  const part = attachments.find(({ contentType }) => reportTypes.has(contentType))
  if (!part) return null
  const groups = wholeFile(part.content)
    .toString('latin1', 0, judgedText)
    .split(/\r?\n[ \t]*\r?\n/)
    .filter((group) => /^(?:action|status|(?:final|original)-recipient):/im.test(group))
    .map((group): Report => ({
      action:
        field(group, 'action')
          ?.match(/[a-z-]+/i)?.[0]
          .toLowerCase() ?? null,
      status: enhancedStatus(field(group, 'status')),
      recipient: address(field(group, 'original-recipient')) ?? address(field(group, 'final-recipient')),
    }))
  const failed =
    groups.find(({ action }) => action === 'failed') ?? groups.find(({ action }) => action === 'delayed')
  return failed ?? groups[0] ?? { action: null, status: null, recipient: null }
}

/** Old servers send their failures as ordinary mail from the daemon (RFC 3464 came in 2003). */
function looksLikeBounce({ headers, fromAddress, subject, text }: BounceFacts): boolean {
  if (headers.first('x-failed-recipients') !== null) return true
  const nullSender = headers.first('return-path')?.replace(/\s/g, '') === '<>'
  const isReport = /delivery-status/i.test(headers.first('content-type') ?? '')
  if (!isFromDaemon(fromAddress) && !nullSender && !isReport) return false
  return isFailureSubject(subject) || (isFromDaemon(fromAddress) && saysFailed(text.slice(0, judgedText)))
}

function recipientOf({ headers, text, fromAddress }: BounceFacts, report: Report | null): string | null {
  const named = report?.recipient ?? address(headers.first('x-failed-recipients'))
  if (named) return named
  const words = text.slice(0, judgedText)
  // Where the report stands: in brackets of its own line as qmail and Exim have it, else the first that is not the daemon itself.
  const marked = /^[ \t]*(?:to:\s*)?<([^<>\s\0@]{1,64}@[^<>\s\0]{1,255})>:?/im.exec(words)?.[1]
  if (marked) return marked
  const all = words.match(new RegExp(anAddress, 'gi')) ?? []
  return (
    all.map(address).find((found) => found !== null && found.toLowerCase() !== fromAddress.toLowerCase()) ??
    null
  )
}

/** Of the mail that came back: in its headers, or as the report quotes it. */
function originalMessageId({ headers, attachments, text }: BounceFacts): string | null {
  const returned = attachments
    .filter(({ contentType }) => returnedTypes.has(contentType) || contentType.startsWith('text/'))
    .map(({ content }) => wholeFile(content).toString('latin1', 0, 64 * 1024))
  for (const source of [...returned, text]) {
    const named = /^[>\s]{0,8}message-id:\s*(<?[^\s<>]+@[^\s<>]+>?)/im.exec(source)?.[1]
    if (named) return cleanMessageId(named)
  }
  const last = headers.all('references').join(' ').split(/\s+/).at(-1)
  return cleanMessageId(headers.first('in-reply-to') ?? last ?? '')
}

function field(source: string, name: string): string | null {
  return new RegExp(`^${name}:[ \\t]*(.{1,500})`, 'im').exec(source)?.[1]?.trim() ?? null
}

function enhancedStatus(text: string | null): string | null {
  return /(?<![\d.])([245]\.\d{1,3}\.\d{1,3})(?![\d.])/.exec(text ?? '')?.[1] ?? null
}

/** RFC 5321 §4.2.1: a reply that begins with 4 is for now. */
function isTemporaryReply(text: string): boolean {
  const code = /(?:^|[\s:(<>#"'-])([45]\d\d)[ -](?=\S)/m.exec(text)?.[1]
  return code?.startsWith('4') ?? false
}

const anAddress = '[^\\s\\0<>;:,"()[\\]/=\']{1,64}@[a-z0-9-]{1,63}(?:\\.[a-z0-9-]{1,63}){1,10}'

function address(text: string | null): string | null {
  return new RegExp(anAddress, 'i').exec(text ?? '')?.[0] ?? null
}

import { isAutomaticSubject } from './automatic-subject.ts'
import type { MailHeaders } from '../mime/headers.ts'
import { isOwnGroup } from './own-group.ts'
import type { Bounce, MailAddress, MailKind } from '../parsed-mail.ts'

export interface KindFacts {
  headers: MailHeaders
  from: MailAddress
  subject: string
  messageId: string | null
  /** Content types of the mail's parts, lower case. */
  partTypes: string[]
  bounce: Bounce | null
}

/** Who we are, so that our own mail is known when it comes back. */
export interface Ourselves {
  /** All that are the office's, the one it writes from first. */
  addresses?: readonly string[]
}

/** What sort of mail this is, by its headers (RFC 3834, 3464, 5965, 2369). */
export function kindOf(facts: KindFacts, { addresses = [] }: Ourselves = {}): MailKind {
  const { headers } = facts
  const report = reportType(headers)
  if (report === 'feedback-report' || facts.partTypes.includes('message/feedback-report'))
    return 'feedback-report'
  // Hotmail's complaints are older than RFC 5965.
  if (headers.first('x-hmxmroriginalrecipient') !== null) return 'feedback-report'
  if (facts.bounce) return 'bounce'
  if (report || facts.partTypes.includes('message/disposition-notification')) return 'auto-reply'
  if (isAutomatic(headers) || isAutomaticSubject(facts.subject)) return 'auto-reply'
  if (isList(headers, addresses)) return 'list'
  return 'message'
}

/** Whether an automatic acknowledgement may go back. Never to machines, lists, or ourselves. */
export function mayAcknowledge(kind: MailKind, facts: KindFacts, ourselves: Ourselves = {}): boolean {
  const { headers, from } = facts
  if (kind !== 'message') return false
  if (!from.address.includes('@') || impersonal.test(from.address)) return false
  if (headers.first('return-path')?.replace(/\s/g, '') === '<>') return false
  if (machineHeaders.some((name) => headers.first(name) !== null)) return false
  if (headers.all('x-auto-response-suppress').some((value) => /\b(?:all|oof|autoreply)\b/i.test(value)))
    return false
  return !isOurs(facts, ourselves)
}

/**
 * From an address of ours, with an id that this house makes, or with any id at our host: whatever answers by a machine
 * of ours must not be answered by another.
 */
function isOurs({ from, messageId }: KindFacts, { addresses = [] }: Ourselves): boolean {
  if (messageId && ourMessageId.test(messageId)) return true
  if (addresses.length === 0) return false
  const own = addresses.map((address) => address.toLowerCase())
  if (own.includes(from.address.toLowerCase())) return true
  return messageId !== null && hostOf(messageId.toLowerCase()) === hostOf(own[0] ?? '')
}

function hostOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1)
}

/** RFC 3834 §5: `no` is a person; `auto-forwarded` is a person's mail passed on by a machine. */
function isAutomatic(headers: MailHeaders): boolean {
  const automatic = headers.all('auto-submitted').some((value) => {
    const keyword = /^[a-z-]+/i.exec(value.trim())?.[0].toLowerCase()
    return keyword !== undefined && keyword !== 'no' && keyword !== 'auto-forwarded'
  })
  if (automatic) return true
  if (/^(?:yes|true|1|auto)/i.test(headers.first('x-autoreply') ?? headers.first('x-autorespond') ?? ''))
    return true
  if (['x-mail-autoreply', 'x-autoresponder', 'x-vacation'].some((name) => headers.first(name) !== null))
    return true
  if (headers.all('delivered-to').some((value) => /^autoresponder/i.test(value))) return true
  return precedences(headers).some((value) => /^auto[_-]?reply/i.test(value.trim()))
}

function precedences(headers: MailHeaders): string[] {
  return [...headers.all('precedence'), ...headers.all('x-precedence')]
}

/** One that we are ourselves says nothing, but `bulk` and `junk` were there before it. */
function isList(headers: MailHeaders, own: readonly string[]): boolean {
  const isOurs = isOwnGroup(headers, own)
  if (!isOurs && listHeaders.some((name) => headers.first(name) !== null)) return true
  return precedences(headers).some((value) => (isOurs ? /^\s*(?:bulk|junk)\b/i : bulk).test(value))
}

function reportType(headers: MailHeaders): string | null {
  const type = headers.first('content-type') ?? ''
  if (!/^multipart\/report\b/i.test(type)) return null
  return /report-type\s*=\s*"?([\w-]+)/i.exec(type)?.[1]?.toLowerCase() ?? 'unknown'
}

/** `tanya.<ticket number>.<uuid>@…`, as every reply is named; also under a domain the office had before. */
const ourMessageId = /^tanya\.\d{2}-\d{5,10}\.[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}@/i
const bulk = /^\s*(?:bulk|list|junk)\b/i
const impersonal =
  /^(?:[^@]*[._+-])?(?:no|do[._-]?not|jangan|tidak)[._-]?(?:reply|balas|dibalas|response|responder)(?:[+._-][^@]*)?@|^(?:mailer-daemon|postmaster|bounces?)(?:[+._-][^@]*)?@/i
const machineHeaders = ['x-loop', 'x-no-loop', 'x-autoreply', 'x-autorespond', 'x-auto-reply-from']
const listHeaders = [
  'list-id',
  'list-post',
  'list-unsubscribe',
  'list-help',
  'mailing-list',
  'x-mailing-list',
]

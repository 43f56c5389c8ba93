/**
 * A mailbox that is a group: Google Groups and Mailman hand a citizen's mail on to its members, with headers of a list,
 * and in place of From their own address where the citizen's domain forbids others to send for it (DMARC).
 */
import { notedResults } from '../authenticity/auth-results.ts'
import { addressesOf } from '../mime/addresses.ts'
import type { MailHeaders } from '../mime/headers.ts'
import type { MailAddress, OriginalSender } from '../parsed-mail.ts'

/** Whether this came over a group whose address is one of ours: then its headers of a list say nothing of who wrote. */
export function isOwnGroup(headers: MailHeaders, own: readonly string[]): boolean {
  const addresses = own.map((address) => address.toLowerCase())
  const named = [
    ...headers.all('mailing-list').map((value) => /^\s*list\s+([^\s;]+)/i.exec(value)?.[1]),
    ...headers
      .all('list-post')
      .flatMap((value) => [...value.matchAll(/mailto:([^\s>?]+)/gi)].map(([, to]) => to)),
    ...headers.all('list-id').map((value) => /<([^<>\s]+)>/.exec(value)?.[1]),
  ].map((value) => value?.toLowerCase())
  return addresses.some((address) => named.includes(address) || named.includes(address.replace('@', '.')))
}

/** Null when From is not the group's own, or nobody is named. */
export function originalSender(
  headers: MailHeaders,
  from: MailAddress,
  replyTo: MailAddress | null,
  own: readonly string[],
): OriginalSender | null {
  const isOwn = ({ address }: MailAddress) => own.some((one) => one.toLowerCase() === address.toLowerCase())
  if (!isOwn(from) || !isOwnGroup(headers, own)) return null
  const named = [...headers.all('x-original-from'), ...headers.all('x-original-sender')]
  const found = [...addressesOf(named, null), ...(replyTo ? [replyTo] : [])].find(
    (one) => one.address.includes('@') && !isOwn(one),
  )
  if (!found) return null
  const domain = found.address.slice(found.address.lastIndexOf('@') + 1).toLowerCase()
  const noted = notedResults(headers, groupsServer, domain, 'x-original-authentication-results')
  const { spf = 'none', dkim = 'none', dmarc = 'none', policy = null } = noted ?? {}
  return {
    name: found.name || withoutGroup(from.name),
    address: found.address,
    authenticity: { spf, dkim, dmarc, policy, domain, isProven: dmarc === 'pass' },
  }
}

const groupsServer = 'mx.google.com'

/** `'Budi' via Layanan`, `Budi lewat Layanan`. */
function withoutGroup(name: string): string {
  return name
    .replace(/\s(?:via|lewat|melalui|par|über|por|tramite)\s.*$/i, '')
    .replace(/^'(.*)'$/, '$1')
    .trim()
}

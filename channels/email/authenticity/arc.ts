import type { ARCData, ARCSigningData } from 'mailauth'
import type { Arc } from '../../contract/mail.ts'
import { lazily } from '../../lib/lazily.ts'
import type { MailHeaders } from '../mime/headers.ts'
import type { Resolve } from './auth-dns.ts'
import { readResults } from './auth-results.ts'

const loadArc = lazily(() => import('mailauth/lib/arc/index.js'))

/**
 * What forwarders say they saw before they changed the mail (RFC 8617). Anybody can seal anything, so only chains of
 * forwarders that everybody knows are looked into, and even their word is no proof. Null where there is none.
 */
export async function verifyArc(
  data: ARCSigningData | undefined,
  headers: MailHeaders,
  domain: string,
  resolver: Resolve,
): Promise<Arc | null> {
  if (!data?.chain || data.chain.length === 0) return null
  const through = [...new Set(headers.all('arc-seal').map(sealer))]
  if (!through.every((one) => knownForwarders.has(one))) return null
  const { arc } = await loadArc()
  const { status } = await arc(data as ARCData, { resolver })
  if (status.result !== 'pass') return { result: 'fail', through, dmarc: 'none' }
  // The first of them saw the mail as its sender sent it.
  const first = headers
    .all('arc-authentication-results')
    .map((value) => /^\s*i\s*=\s*1\s*;(.*)$/is.exec(value)?.[1])
    .find((value) => value !== undefined)
  return { result: 'pass', through, dmarc: readResults(first ?? '', domain).dmarc ?? 'none' }
}

/** As mailauth's own list has them, after https://github.com/trusteddomainproject/ARC_Community_Sealers. */
const knownForwarders = new Set([
  'google.com',
  'microsoft.com',
  'gmail.com',
  'googlegroups.com',
  'messagingengine.com',
  'pobox.com',
  'topicbox.com',
  'fastmail.com',
  'fastmail.fm',
  'one.com',
  'securemx.jp',
  'zone.eu',
  'forwardemail.net',
])

function sealer(seal: string): string {
  return /(?:^|;)\s*d\s*=\s*([a-z0-9.-]{1,253})/i.exec(seal)?.[1]?.toLowerCase() ?? ''
}

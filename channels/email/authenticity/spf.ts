/** SPF (RFC 7208): whether the server that handed us a mail may send for its domain. */
import { isIP } from 'node:net'
import { lazily } from '../../lib/lazily.ts'
import type { Resolve } from './auth-dns.ts'
import { spfWords } from './auth-results.ts'

const loadSpf = lazily(() => import('mailauth/lib/spf/index.js'))

/** How a mail was handed to us. */
export interface Envelope {
  ip: string
  helo: string
  /** Empty for bounces. */
  mailFrom: string
}

export async function verifySpf({ ip, helo, mailFrom }: Envelope, resolver: Resolve) {
  const { spf } = await loadSpf()
  const { status, domain } = await spf({
    sender: mailFrom,
    ip: ip.replace(/^::ffff:/i, ''),
    helo: isIP(helo) ? `[${helo}]` : helo,
    mta: 'tanya',
    resolver,
  })
  const result = spfWords.find((word) => word === status.result) ?? 'none'
  return { result, domain, isUnsure: status.result === 'temperror' }
}

/**
 * Whether a mail comes from whom it says: SPF (RFC 7208), DKIM (RFC 6376) and DMARC (RFC 9989), by mailauth. It is
 * looked into before the mail is stored, since the ticket it joins depends on it, and never holds it up: without DNS,
 * or when that is slow, nothing is known and the mail comes in all the same.
 */
import type { Authenticity } from '../../contract/mail.ts'
import { lazily } from '../../lib/lazily.ts'
import { verifyArc } from './arc.ts'
import { createAuthDns, type AuthDns, type Resolve } from './auth-dns.ts'
import { notedResults, type NotedResults } from './auth-results.ts'
import { readHeaders, startOfMail, type MailHeaders } from '../mime/headers.ts'
import type { ParsedMail } from '../parsed-mail.ts'
import { verifyDkim } from './dkim.ts'
import { isPublicAddress } from './public-address.ts'
import { verifySpf, type Envelope } from './spf.ts'

const loadDmarc = lazily(() => import('mailauth/lib/dmarc/index.js'))

export interface AuthenticityConfig {
  /** The authserv-id of the mailbox's own server, whose findings are believed; null for none. */
  trustedHost: string | null
  /** Our own mailbox's address. */
  address: string
  resolve?: Resolve | undefined
  longestMs?: number
}

/**
 * Never rejects. `envelope` is null where somebody else received the mail; a server of ours that hands it on counts as
 * such. Null: nothing could be found out.
 */
export type CheckAuthenticity = (
  raw: Buffer,
  from: ParsedMail['from'],
  envelope: Envelope | null,
) => Promise<Authenticity | null>

export function createAuthenticity(config: AuthenticityConfig): CheckAuthenticity {
  const { trustedHost, longestMs = 3_000 } = config
  const dns = createAuthDns(domainOf(config.address), config.resolve)

  return async function check(raw, { address }, envelope) {
    const domain = domainOf(address)
    if (domain === '') return null
    const direct = envelope && isPublicAddress(envelope.ip) ? envelope : null
    const headers = readHeaders(startOfMail(raw))
    const noted = trustedHost && !direct ? notedResults(headers, trustedHost, domain) : null
    const found = await inTime(dns, longestMs, () =>
      verify({ raw, headers, address, domain, direct, resolve: dns.forOneMail() }),
    )
    return noted ? together(noted, found ?? { ...nothing, domain }) : found
  }
}

const nothing = { spf: 'none', dkim: 'none', dmarc: 'none', policy: null, isProven: false } as const

/** The server saw who handed the mail over, and we did not; but what holds by our own check does hold. */
function together(noted: NotedResults, own: Authenticity): Authenticity {
  const dmarc = own.dmarc === 'pass' ? 'pass' : (noted.dmarc ?? own.dmarc)
  const dkim = own.dkim === 'pass' ? 'pass' : (noted.dkim ?? own.dkim)
  return { ...own, ...noted, dkim, dmarc, isProven: own.isProven || dmarc === 'pass' }
}

/** Null when it fails, takes too long, or DNS is known not to answer. */
async function inTime<T>(dns: AuthDns, longestMs: number, work: () => Promise<T>): Promise<T | null> {
  if (dns.isResting()) return null
  let timer: NodeJS.Timeout | undefined
  const timeout = new Promise<null>((resolve) => {
    timer = setTimeout(() => {
      dns.suspect()
      resolve(null)
    }, longestMs)
  })
  return Promise.race([work().catch(() => null), timeout]).finally(() => clearTimeout(timer))
}

interface Evidence {
  raw: Buffer
  headers: MailHeaders
  address: string
  domain: string
  direct: Envelope | null
  resolve: Resolve
}

async function verify({ raw, headers, address, domain, direct, resolve }: Evidence): Promise<Authenticity> {
  const [spf, dkim] = await Promise.all([
    direct && verifySpf(direct, resolve),
    verifyDkim(raw, headers, resolve),
  ])
  const { evaluateDmarc } = await loadDmarc()
  const fromFields = headers.all('from').length
  const evaluate = async (spfDomains: string[]) => {
    const asked = {
      headerFrom: address,
      fromFields,
      spfDomains,
      dkimDomains: dkim.domains,
      resolver: resolve,
    }
    const { response, reason } = await evaluateDmarc(asked)
    // With two From fields each reader may see another sender, and what was signed may be the other one.
    if (reason === 'multiple-from-fields') return { result: 'fail', policy: 'quarantine' } as const
    if (!response) return { result: 'none', policy: null } as const
    return { result: response.status.result, policy: policies.find((one) => one === response.policy) ?? null }
  }
  const spfDomains = spf?.result === 'pass' ? [spf.domain] : []
  const dmarc = await evaluate(spfDomains)
  const isFailed = dmarc.result === 'fail' && !spf?.isUnsure && !dkim.isUnsure
  const mayBeSpf =
    isFailed && !direct && (await evaluate([returnDomain(headers) ?? domain])).result === 'pass'
  const arc = dmarc.result === 'pass' ? null : await verifyArc(dkim.arc, headers, domain, resolve)
  const isProven =
    dmarc.result === 'pass' ||
    (fromFields === 1 && [...spfDomains, ...dkim.domains.map((one) => one.domain)].some(isWithin(domain)))
  return {
    spf: spf?.result ?? 'none',
    dkim: dkim.result,
    // Where another server received the mail, its SPF may have passed: what would have is given the benefit of the doubt.
    dmarc: dmarc.result === 'pass' ? 'pass' : isFailed && !mayBeSpf ? 'fail' : 'none',
    domain,
    policy: dmarc.policy,
    isProven,
    ...(!isProven && headers.first('dkim-signature') === null && { isUnsigned: true as const }),
    ...(arc && { arc }),
  }
}

const policies = ['none', 'quarantine', 'reject'] as const

function returnDomain(headers: MailHeaders): string | null {
  return domainOf(headers.first('return-path')?.replace(/[<>\s]/g, '') ?? '') || null
}

function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1 || address.length).toLowerCase()
}

function isWithin(domain: string): (other: string) => boolean {
  return (other) => other === domain || other.endsWith(`.${domain}`)
}

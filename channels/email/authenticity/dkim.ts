/** DKIM (RFC 6376): which domains signed a mail. */
import { Readable } from 'node:stream'
import { setImmediate as breathe } from 'node:timers/promises'
import { lazily } from '../../lib/lazily.ts'
import type { MailHeaders } from '../mime/headers.ts'
import type { Resolve } from './auth-dns.ts'

const loadDkim = lazily(() => import('mailauth/lib/dkim/verify.js'))

const noDomains: { domain: string }[] = []

/** `arc` is what mailauth found of the seals, for `verifyArc`. */
export async function verifyDkim(raw: Buffer, headers: MailHeaders, resolve: Resolve) {
  if (headers.first('dkim-signature') === null && headers.first('arc-seal') === null)
    return { result: 'none', domains: noDomains, isUnsure: false, arc: undefined } as const
  const { dkimVerify } = await loadDkim()
  const { results, arc } = await dkimVerify(Readable.from(inPieces(raw)), { resolver: resolve })
  // A signature of a part of the body says nothing of what was added below it.
  const domains = results
    .filter(({ status }) => status.result === 'pass' && !status.underSized)
    .map(({ signingDomain = '' }) => ({ domain: signingDomain.toLowerCase() }))
  const isSigned = results.some(({ signingDomain }) => Boolean(signingDomain))
  const isUnsure = results.some(({ status }) => status.result === 'temperror')
  const result = domains.length > 0 ? 'pass' : isSigned && !isUnsure ? 'fail' : 'none'
  return { result, domains, isUnsure, arc } as const
}

const pieceBytes = 256 * 1024

/** A large mail is read in several breaths, between which others are heard. */
async function* inPieces(raw: Buffer): AsyncGenerator<Buffer> {
  for (let at = 0; at < raw.length; at += pieceBytes) {
    if (at > 0) await breathe()
    yield raw.subarray(at, at + pieceBytes)
  }
}

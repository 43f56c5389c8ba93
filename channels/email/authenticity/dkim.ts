/** DKIM (RFC 6376): which domains signed a mail. */
import { pipeline } from 'node:stream/promises'
import { setImmediate as breathe } from 'node:timers/promises'
import { lazily } from '../../lib/lazily.ts'
import type { MailHeaders } from '../mime/headers.ts'
import type { Resolve } from './auth-dns.ts'

const loadDkim = lazily(() => import('mailauth/lib/dkim/dkim-verifier.js'))

const noDomains: { domain: string }[] = []

/** `arc` is what mailauth found of the seals, for `verifyArc`. */
export async function verifyDkim(raw: Buffer, headers: MailHeaders, resolve: Resolve) {
  if (headers.first('dkim-signature') === null && headers.first('arc-seal') === null)
    return { result: 'none', domains: noDomains, isUnsure: false, arc: undefined } as const
  const { DkimVerifier } = await loadDkim()
  const verifier = new DkimVerifier({ resolver: resolve })
  const end = endOfHeader(raw)
  // Left to find that itself, it makes a list for each byte of the header: a megabyte of garbage a mail.
  await verifier.emitHeaders(raw.subarray(0, end))
  await pipeline(inPieces(raw.subarray(end)), verifier)
  const { results, arc } = verifier
  // A signature of a part of the body says nothing of what was added below it.
  const domains = results
    .filter(({ status }) => status.result === 'pass' && !status.underSized)
    .map(({ signingDomain = '' }) => ({ domain: signingDomain.toLowerCase() }))
  const isSigned = results.some(({ signingDomain }) => Boolean(signingDomain))
  const isUnsure = results.some(({ status }) => status.result === 'temperror')
  const result = domains.length > 0 ? 'pass' : isSigned && !isUnsure ? 'fail' : 'none'
  return { result, domains, isUnsure, arc } as const
}

/** Behind the empty line that ends it (RFC 5322 §2.1), or all there is. */
function endOfHeader(raw: Buffer): number {
  const begin = raw.toString('latin1', 0, 2)
  if (begin === '\r\n') return 2
  if (begin.startsWith('\n')) return 1
  const crlf = raw.indexOf('\n\r\n')
  const lf = raw.subarray(0, crlf < 0 ? raw.length : crlf).indexOf('\n\n')
  return lf >= 0 ? lf + 2 : crlf >= 0 ? crlf + 3 : raw.length
}

const pieceBytes = 256 * 1024

/** A large mail is read in several breaths, between which others are heard. */
async function* inPieces(raw: Buffer): AsyncGenerator<Buffer> {
  for (let at = 0; at < raw.length; at += pieceBytes) {
    if (at > 0) await breathe()
    yield raw.subarray(at, at + pieceBytes)
  }
}

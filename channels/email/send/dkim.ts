/** Signing what leaves (DKIM, RFC 6376), and whether the world can check it. */
import { createPrivateKey, createPublicKey } from 'node:crypto'
import type { Resolve } from '../authenticity/auth-dns.ts'

export interface DkimKey {
  domain: string
  selector: string
  /** PEM. */
  privateKey: string
}

/** RFC 8301 §3.2: receivers reject anything shorter. */
const leastBits = 1024

/** The key in PEM form, also from one line with `\n` in it; null for what cannot sign: we sign by RSA alone. */
export function readDkimKey(text: string): string | null {
  const pem = text.replaceAll('\\n', '\n').trim()
  try {
    const key = createPrivateKey(pem)
    const bits = key.asymmetricKeyDetails?.modulusLength ?? 0
    return key.asymmetricKeyType === 'rsa' && bits >= leastBits ? pem : null
  } catch {
    return null
  }
}

/** Where the public half must stand in DNS (RFC 6376 §3.6.2). */
export function dkimRecordName({ domain, selector }: DkimKey): string {
  return `${selector}._domainkey.${domain}`
}

/** Resolves when DNS publishes this very key; else throws one sentence, with the record to publish. */
export async function checkDkimRecord(key: DkimKey, resolve: Resolve): Promise<void> {
  const name = dkimRecordName(key)
  const published = createPublicKey(key.privateKey).export({ type: 'spki', format: 'der' }).toString('base64')
  const wanted = `publish there: v=DKIM1; k=rsa; p=${published}`
  const records = await resolve(name, 'TXT').catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'ENOTFOUND' || cause.code === 'ENODATA')
      throw new Error(`there is no TXT record ${name}; ${wanted}`, { cause })
    throw new Error(`DNS does not answer for ${name} (${cause.code ?? 'unknown'})`, { cause })
  })
  // One record may come in several strings, and the key in it with spaces (RFC 6376 §3.6.2.2, §3.2).
  const keys = records.map((parts) => tagOf([parts].flat().join(''), 'p')).filter((tag) => tag !== null)
  if (keys.includes(published)) return
  throw new Error(
    keys.includes('') ? `the key at ${name} is revoked; ${wanted}` : `${name} holds another key; ${wanted}`,
  )
}

function tagOf(record: string, name: string): string | null {
  const tags = record.split(';').map((tag) => tag.split(/=(.*)/s))
  return tags.find(([key = '']) => key.trim() === name)?.[1]?.replace(/\s/g, '') ?? null
}

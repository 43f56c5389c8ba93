import { generateKeyPairSync } from 'node:crypto'
import type { Resolve } from '../../../channels/email/authenticity/auth-dns.ts'

/** A name server of a few records, `TYPE name` → values; every other name does not exist. `asked` counts. */
export function fakeDns(records: Record<string, string[]>): { resolve: Resolve; asked: string[] } {
  const asked: string[] = []
  return {
    asked,
    async resolve(name, type) {
      const key = `${type} ${name.toLowerCase()}`
      asked.push(key)
      const found = records[key]
      if (!found) throw Object.assign(new Error(key), { code: 'ENOTFOUND' })
      return type === 'TXT' ? found.map((text) => [text]) : found
    },
  }
}

/** A key to sign with, and the record that publishes it. */
export function dkimKey(domain: string): { privateKey: string; record: Record<string, string[]> } {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const spki = publicKey.export({ type: 'spki', format: 'der' }).toString('base64')
  return {
    privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    record: { [`TXT k1._domainkey.${domain}`]: [`v=DKIM1; k=rsa; p=${spki}`] },
  }
}

/** Settings of the chat window on other sites: who may carry it, and by which key they sign for their visitors. */
import { createPublicKey, type KeyObject } from 'node:crypto'
import type { IdentitySettings } from '../desk/visitors/identity.ts'
import { ConfigError, type Env } from './values.ts'

export interface WidgetSettings {
  identity: IdentitySettings | null
  /** Origins that may carry the window; null for every site. */
  origins: string[] | null
}

/** HS256 wants a key as long as its hash (RFC 7518 §3.2). */
const shortestSecret = 32

export function readWidgetSettings(env: Env): WidgetSettings {
  return { identity: readIdentity(env), origins: readOrigins(env.WIDGET_ORIGINS) }
}

function readIdentity(env: Env): IdentitySettings | null {
  const { WIDGET_SECRET: secret, WIDGET_PUBLIC_KEY: pem } = env
  const audience = env.WIDGET_AUDIENCE || 'tanya'
  const issuer = env.WIDGET_ISSUER || null
  if (secret && pem) throw new ConfigError('WIDGET_SECRET and WIDGET_PUBLIC_KEY are both set: keep one.')
  if (pem) return { key: readKey(pem), audience, issuer }
  if (!secret) return null
  if (secret.length < shortestSecret)
    throw new ConfigError(`WIDGET_SECRET must have at least ${shortestSecret} characters.`)
  return { key: { secret }, audience, issuer }
}

function readKey(pem: string): { publicKey: KeyObject; algorithms: string[] } {
  try {
    const publicKey = createPublicKey(pem.replaceAll('\\n', '\n'))
    const algorithms = algorithmsOf[publicKey.asymmetricKeyType ?? '']
    if (algorithms) return { publicKey, algorithms }
  } catch (cause) {
    throw new ConfigError('WIDGET_PUBLIC_KEY is not a public key in PEM form.', { cause })
  }
  throw new ConfigError('WIDGET_PUBLIC_KEY must be an RSA, EC (P-256) or Ed25519 key.')
}

const algorithmsOf: Record<string, string[]> = { rsa: ['RS256', 'PS256'], ec: ['ES256'], ed25519: ['EdDSA'] }

function readOrigins(value: string | undefined): string[] | null {
  if (!value) return null
  return value
    .split(/[\s,]+/)
    .filter(Boolean)
    .map((given) => {
      const url = URL.parse(given)
      if (!url || !/^https?:$/.test(url.protocol) || url.origin !== given.replace(/\/$/, ''))
        throw new ConfigError(
          'WIDGET_ORIGINS must be origins like https://jakarta.go.id, separated by spaces.',
        )
      return url.origin
    })
}

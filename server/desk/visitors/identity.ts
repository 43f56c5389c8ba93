/**
 * A site that carries the chat may say who its visitor is, by a JWT (RFC 7519) that its server signs. Nothing in it
 * is believed before the signature is; `none` and every algorithm but those of the configured key are refused (RFC 8725).
 */
import { createSecretKey, type KeyObject } from 'node:crypto'
import { errors, jwtVerify } from 'jose'
import { z } from 'zod'
import type { Vouched } from '../../../channels/contract/visitor.ts'
import { toE164 } from '../../../channels/lib/phone.ts'
import { personPrefix } from '../../../db/contacts.ts'

export interface IdentitySettings {
  key: { secret: string } | { publicKey: KeyObject; algorithms: string[] }
  audience: string
  /** Null: any issuer that has the key. */
  issuer: string | null
}

/** Whoever copies a token has it for so long at most. */
const longestValidSeconds = 24 * 3600
/** Clocks of two servers differ. */
const toleratedSeconds = 30

const Claims = z.object({
  sub: z.string().min(1).max(200),
  iss: z.string().max(200).optional(),
  exp: z.number(),
  name: z.string().trim().max(100).optional(),
  email: z.email().max(254).optional(),
  email_verified: z.boolean().optional(),
  phone_number: z.string().max(30).optional(),
  phone_number_verified: z.boolean().optional(),
})

/** Rejects with one sentence for the site's developers; it never holds what the token says. */
export function createIdentify(settings: IdentitySettings | null) {
  return async function identify(token: string): Promise<Vouched> {
    if (!settings) throw new Error('Signed identity is not configured here (WIDGET_SECRET).')
    const { key, audience, issuer } = settings
    const isSecret = 'secret' in key
    const { payload } = await jwtVerify(
      token,
      isSecret ? createSecretKey(Buffer.from(key.secret)) : key.publicKey,
      {
        algorithms: isSecret ? ['HS256'] : key.algorithms,
        audience,
        ...(issuer !== null && { issuer }),
        requiredClaims: ['exp', 'sub'],
        clockTolerance: toleratedSeconds,
      },
    ).catch((error: unknown) => {
      throw new Error(reasonOf(error))
    })
    const claims = Claims.safeParse(payload)
    if (!claims.success) throw new Error(`The claim ${claims.error.issues[0]?.path.join('.')} is not usable.`)
    if (claims.data.exp > Date.now() / 1000 + longestValidSeconds)
      throw new Error('exp is too far away: a token may be valid for a day.')
    return vouchedBy(claims.data)
  }
}

function vouchedBy(claims: z.infer<typeof Claims>): Vouched {
  const { sub, iss, name, email, phone_number: number } = claims
  const phone = number === undefined ? null : toE164(number)
  return {
    person: `${personPrefix}${JSON.stringify([iss ?? '', sub])}`,
    name: name || null,
    addresses: [
      ...(email && claims.email_verified !== false
        ? [{ kind: 'email' as const, address: email.toLowerCase() }]
        : []),
      ...(phone && claims.phone_number_verified !== false
        ? [{ kind: 'phone' as const, address: phone }]
        : []),
    ],
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof errors.JWTExpired) return 'The token has expired.'
  if (error instanceof errors.JWTClaimValidationFailed)
    return `The claim ${error.claim} is missing or not right.`
  if (error instanceof errors.JOSEAlgNotAllowed)
    return 'The token is signed by an algorithm that is not allowed.'
  return 'The token is not signed by the configured key.'
}

import { createHash } from 'node:crypto'
import type { Cursors } from '../deps.ts'
import { OauthFailure } from './failure.ts'

export interface OauthConfig {
  /** `https://oauth2.googleapis.com/token`, `https://login.microsoftonline.com/TENANT/oauth2/v2.0/token` */
  tokenUrl: string
  clientId: string
  /** Null for a public client. */
  clientSecret: string | null
  refreshToken: string
}

export interface Oauth {
  /** One that is good for some minutes yet; renewed before it ends. Rejects with `OauthFailure`. */
  accessToken(): Promise<string>
  /** The token was refused: the next is a new one. */
  forget(): void
}

const timeoutMs = 20_000
const longestAheadMs = 5 * 60_000
const keptName = 'imap oauth refresh token'

/**
 * Access tokens by refresh token (RFC 6749 §6). Microsoft gives a new refresh token with each, and lets the first one
 * die after ninety days: the newest is kept, until another is configured.
 */
export function createOauth(config: OauthConfig, secrets: Cursors): Oauth {
  const { tokenUrl, clientId, clientSecret, refreshToken } = config
  const configured = createHash('sha256').update(`${clientId} ${refreshToken}`).digest('hex')
  let current: { token: string; renewAt: number } | null = null
  let asking: Promise<string> | null = null

  async function ask(): Promise<string> {
    const newest = await newestRefreshToken()
    const answer = await post(tokenUrl, {
      grant_type: 'refresh_token',
      client_id: clientId,
      ...(clientSecret && { client_secret: clientSecret }),
      refresh_token: newest,
    })
    const lifeMs = (Number(answer.expires_in) || 3600) * 1000
    current = {
      token: answer.access_token,
      renewAt: Date.now() + lifeMs - Math.min(longestAheadMs, lifeMs / 2),
    }
    if (answer.refresh_token && answer.refresh_token !== newest) {
      await secrets.set(keptName, `${configured} ${answer.refresh_token}`)
    }
    return current.token
  }

  async function newestRefreshToken(): Promise<string> {
    const [of, kept] = (await secrets.get(keptName))?.split(' ') ?? []
    return of === configured && kept ? kept : refreshToken
  }

  return {
    accessToken() {
      if (current && Date.now() < current.renewAt) return Promise.resolve(current.token)
      asking ??= ask().finally(() => (asking = null))
      return asking
    },
    forget: () => void (current = null),
  }
}

interface TokenAnswer {
  access_token: string
  expires_in?: number
  refresh_token?: string
}

async function post(url: string, form: Record<string, string>): Promise<TokenAnswer> {
  const response = await fetch(url, {
    method: 'POST',
    body: new URLSearchParams(form),
    headers: { accept: 'application/json' },
    signal: AbortSignal.timeout(timeoutMs),
  }).catch((cause: unknown) => {
    throw new OauthFailure('unreachable', 'the sign-in server (IMAP_OAUTH_TOKEN_URL) cannot be reached', {
      cause,
    })
  })
  const answer = (await response.json().catch(() => ({}))) as Partial<TokenAnswer> & { error?: string }
  if (answer.access_token) return { ...answer, access_token: answer.access_token }
  const code = String(answer.error ?? response.status).slice(0, 60)
  // RFC 6749 §5.2: 400 or 401 with a name. All else is the server's own trouble.
  throw response.status === 400 || response.status === 401
    ? new OauthFailure(
        'refused',
        `the sign-in server refuses IMAP_OAUTH_REFRESH_TOKEN or its client (${code})`,
      )
    : new OauthFailure('unreachable', `the sign-in server (IMAP_OAUTH_TOKEN_URL) answered ${code}`)
}

/** Who may connect to `/desk`: an API token from anywhere, a session's cookie from our own pages. */
import type { Socket } from 'socket.io'
import { z } from 'zod'
import type { Auth, Caller } from '../auth/index.ts'
import { TanyaError } from '../errors.ts'
import { isOwnPage } from '../own-page.ts'

const DeskAuth = z.object({
  token: z.string().max(200).optional(),
  afterEvent: z.int().nonnegative().optional(),
})

type Handshake = Socket['handshake']

export interface Admitted {
  caller: Caller
  afterEvent: number | null
}

/** Admits or throws `bad-request`, `forbidden` or `unauthorized`. */
export function createDoor(auth: Auth, baseUrl: string) {
  return async function admit({ auth: given, headers }: Handshake): Promise<Admitted> {
    const parsed = DeskAuth.safeParse(given)
    if (!parsed.success) {
      const [issue] = parsed.error.issues
      throw new TanyaError('bad-request', `${issue?.path.join('.') || 'auth'}: ${issue?.message}`)
    }
    const { token, afterEvent = null } = parsed.data
    // A browser sends the cookie by itself, and WebSocket knows no same-origin policy (RFC 6455 §10.2).
    if (token === undefined && !isOwnPage(headers, baseUrl)) {
      throw new TanyaError('forbidden', 'Another site may not use this session.')
    }
    const caller = token === undefined ? await auth.identify(headers) : await auth.identifyToken(token)
    if (!caller) throw new TanyaError('unauthorized', 'Sign in first.')
    return { caller, afterEvent }
  }
}

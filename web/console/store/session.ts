import { signal, type ReadonlySignal } from '@preact/signals'
import type { Agent } from '../../../server/wire/agent.ts'
import type { Api } from '../api.ts'
import { ApiError } from '../http.ts'

export type SessionState =
  | { kind: 'unknown' }
  | { kind: 'out'; wasIn: boolean }
  | { kind: 'unreachable' }
  | { kind: 'in'; agent: Agent }

export type SignInResult =
  { ok: true } | { ok: false; reason: 'wrong' | 'limited' | 'offline' | 'server'; waitSeconds: number | null }

export interface SessionStore {
  state: ReadonlySignal<SessionState>
  csrfToken(): string | null
  /** Asks the server who we are. */
  restore(): Promise<void>
  signIn(email: string, password: string): Promise<SignInResult>
  signOut(): Promise<void>
  /** Any 401: back to the sign-in screen; drafts lie in the browser's storage and stay. */
  expire(): void
}

/** Who sits at the desk. `api` is asked for late, since it needs this store's CSRF token itself. */
export function createSessionStore(api: () => Api): SessionStore {
  const state = signal<SessionState>({ kind: 'unknown' })
  let token: string | null = null

  const enter = (session: { agent: Agent; csrfToken: string | null }) => {
    token = session.csrfToken
    const { value: now } = state
    if (now.kind !== 'in' || now.agent.id !== session.agent.id)
      state.value = { kind: 'in', agent: session.agent }
  }
  const expire = () => {
    const { kind } = state.value
    if (kind !== 'out') state.value = { kind: 'out', wasIn: kind === 'in' }
    token = null
  }
  return {
    state,
    csrfToken: () => token,
    expire,
    async restore() {
      try {
        enter(await api().session())
      } catch (error) {
        const isRefused = error instanceof ApiError && error.status === 401
        if (!isRefused && state.value.kind !== 'in') state.value = { kind: 'unreachable' }
      }
    },
    async signIn(email, password) {
      try {
        enter(await api().signIn(email, password))
        return { ok: true }
      } catch (error) {
        return { ok: false, ...whyNot(error) }
      }
    },
    async signOut() {
      await api()
        .signOut()
        .catch(() => undefined)
      state.value = { kind: 'out', wasIn: false }
      token = null
    },
  }
}

function whyNot(error: unknown): {
  reason: 'wrong' | 'limited' | 'offline' | 'server'
  waitSeconds: number | null
} {
  const { status, retryAfterSeconds: waitSeconds } = error instanceof ApiError ? error : new ApiError(0, null)
  if (status === 429) return { reason: 'limited', waitSeconds }
  if (status === 0) return { reason: 'offline', waitSeconds: null }
  return { reason: status < 500 ? 'wrong' : 'server', waitSeconds: null }
}

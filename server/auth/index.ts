/** Who is asking: passwords (argon2id), sessions by cookie, API tokens. Only hashes of secrets are stored. */
import { hash, verify } from '@node-rs/argon2'
import { parseCookie } from 'cookie'
import type { MakeLimiter } from '../../channels/lib/limiter.ts'
import { findAgentByEmail } from '../../db/agents.ts'
import type { Db } from '../../db/index.ts'
import type { AgentRow } from '../../db/schema/agents.ts'
import {
  deleteSession,
  findAgentByApiToken,
  findSession,
  insertSession,
  prolongSession,
} from '../../db/sessions.ts'
import { TanyaError } from '../errors.ts'
import { hashOf, newSecret } from './secrets.ts'
import { createSignInLimits } from './sign-in-limits.ts'
import { createTurns } from './turns.ts'

export const sessionCookie = 'tanya_session'
const idleMs = 12 * 3600_000
const prolongAfterMs = 5 * 60_000
/** Looking at a password takes a thread of the four that also read and write files. */
const looksAtOnce = 2
const longestLine = 500

/** Somebody known. `csrfToken` is null for API tokens, which no foreign page can make a browser send. */
export interface Caller {
  agent: AgentRow
  csrfToken: string | null
  sessionHash: string | null
}

export interface Auth {
  /** Throws `unauthorized` or `rate-limited`. `oldCookie` is ended, so a session never survives a sign-in. */
  signIn(email: string, password: string, address: string, oldCookie: string | null): Promise<SignedIn>
  signOut(sessionHash: string): Promise<void>
  /** Called with the hash of each session that is ended, so that open lines can be closed. */
  onEnded(listener: (sessionHash: string) => void): void
  /** From the Cookie and Authorization headers; null when nobody is known. */
  identify(headers: {
    cookie?: string | undefined
    authorization?: string | undefined
  }): Promise<Caller | null>
  identifyToken(token: string): Promise<Caller | null>
}
export interface SignedIn {
  agent: AgentRow
  cookie: string
  csrfToken: string
}

export function createAuth(db: Db, makeLimiter: MakeLimiter): Auth {
  const limits = createSignInLimits(makeLimiter)
  const inTurn = createTurns(looksAtOnce, longestLine)
  const nobody = hash('nobody has this password')
  const listeners: ((sessionHash: string) => void)[] = []

  async function signIn(
    email: string,
    password: string,
    address: string,
    oldCookie: string | null,
  ): Promise<SignedIn> {
    const account = email.trim().toLowerCase()
    await limits.refuseIfSpent(account, address)
    const agent = await inTurn(() => known(account, password, address))
    const cookie = newSecret()
    const csrfToken = newSecret()
    const now = Date.now()
    await db.write(async (tx) => {
      if (oldCookie) await deleteSession(tx, hashOf(oldCookie))
      await insertSession(tx, {
        tokenHash: hashOf(cookie),
        agentId: agent.id,
        csrfToken,
        now,
        expiresAt: now + idleMs,
      })
    })
    if (oldCookie) tellEnded(hashOf(oldCookie))
    return { agent, cookie, csrfToken }
  }

  /** Throws `unauthorized` when the password is not this account's. */
  async function known(account: string, password: string, address: string): Promise<AgentRow> {
    const giveBack = await limits.count(account, address)
    const agent = await findAgentByEmail(db.read, account).catch(async (error: unknown) => {
      await giveBack()
      throw error
    })
    // An unknown account costs as long as a wrong password, so the time tells nothing.
    const isRight = await verify(agent?.password_hash ?? (await nobody), password)
    if (!agent || !isRight || agent.is_active !== 1) {
      throw new TanyaError('unauthorized', 'The e-mail address or the password is wrong.')
    }
    await giveBack()
    await limits.forgetFailures(account, address)
    return agent
  }

  function tellEnded(sessionHash: string): void {
    for (const listener of listeners) listener(sessionHash)
  }

  async function identifySession(cookie: string): Promise<Caller | null> {
    const tokenHash = hashOf(cookie)
    const now = Date.now()
    const session = await findSession(db.read, tokenHash, now)
    if (!session) return null
    if (now - session.seenAt > prolongAfterMs) {
      await db.write((tx) => prolongSession(tx, tokenHash, now, now + idleMs))
    }
    return { agent: session.agent, csrfToken: session.csrfToken, sessionHash: tokenHash }
  }

  async function identifyToken(token: string): Promise<Caller | null> {
    const agent = await findAgentByApiToken(db.read, hashOf(token))
    return agent ? { agent, csrfToken: null, sessionHash: null } : null
  }

  return {
    signIn,
    async signOut(sessionHash) {
      await db.write((tx) => deleteSession(tx, sessionHash))
      tellEnded(sessionHash)
    },
    onEnded: (listener) => void listeners.push(listener),
    async identify({ cookie, authorization }) {
      const bearer = /^Bearer +([\w-]{10,200})$/i.exec(authorization ?? '')?.[1]
      if (bearer) return identifyToken(bearer)
      const session = cookieFrom(cookie)
      return session ? identifySession(session) : null
    },
    identifyToken,
  }
}

export function cookieFrom(header: string | undefined): string | null {
  return (header && parseCookie(header)[sessionCookie]) || null
}

/** Who is asking: passwords (argon2id), sessions by cookie, API tokens. Only hashes of secrets are stored. */
import { hash, verify } from '@node-rs/argon2'
import { parseCookie } from 'cookie'
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { findAgentByEmail, hasAgents, insertAgent, listAgents, updateAgent } from '../db/agents.ts'
import type { Db, Tx } from '../db/index.ts'
import type { AgentRow } from '../db/schema/agents.ts'
import {
  deleteSession,
  deleteSessionsOf,
  findAgentByApiToken,
  findSession,
  insertApiToken,
  insertSession,
  prolongSession,
} from '../db/sessions.ts'
import { noteStaffChange } from '../db/staff.ts'
import { TanyaError } from './errors.ts'
import type { MakeLimiter } from '../channels/lib/limiter.ts'
import { createSignInLimits } from './sign-in-limits.ts'
import { createTurns } from './turns.ts'

export const sessionCookie = 'tanya_session'
const idleMs = 12 * 3600_000
const prolongAfterMs = 5 * 60_000
export const minPasswordLength = 8
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
    const cookie = randomBytes(32).toString('base64url')
    const csrfToken = randomBytes(32).toString('base64url')
    const now = Date.now()
    await db.write(async (tx) => {
      if (oldCookie) await deleteSession(tx, sha256(oldCookie))
      await insertSession(tx, {
        tokenHash: sha256(cookie),
        agentId: agent.id,
        csrfToken,
        now,
        expiresAt: now + idleMs,
      })
    })
    if (oldCookie) tellEnded(sha256(oldCookie))
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
    const tokenHash = sha256(cookie)
    const now = Date.now()
    const session = await findSession(db.read, tokenHash, now)
    if (!session) return null
    if (now - session.seenAt > prolongAfterMs) {
      await db.write((tx) => prolongSession(tx, tokenHash, now, now + idleMs))
    }
    return { agent: session.agent, csrfToken: session.csrfToken, sessionHash: tokenHash }
  }

  async function identifyToken(token: string): Promise<Caller | null> {
    const agent = await findAgentByApiToken(db.read, sha256(token))
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

/** Constant in time, whatever is sent. */
export function isSameSecret(given: string, expected: string): boolean {
  return timingSafeEqual(
    createHash('sha256').update(given).digest(),
    createHash('sha256').update(expected).digest(),
  )
}

/** Makes a token and returns it; it is shown once, since only its hash is kept. Throws when there is no such agent. */
export async function createApiToken(db: Db, email: string): Promise<string> {
  const token = randomBytes(32).toString('base64url')
  await db.write(async (tx) => {
    const agent = await findAgentOrThrow(tx, email)
    await insertApiToken(tx, sha256(token), agent.id, Date.now())
  })
  return token
}

/** Adds a colleague. Throws `invalid` for a short password and `conflict` when the address is taken. */
export async function addAgent(
  db: Db,
  agent: { email: string; name: string; role: 'admin' | 'agent'; password: string; isNamed?: boolean },
): Promise<AgentRow> {
  const passwordHash = await hashPassword(agent.password)
  return db.write(async (tx) => {
    if (await findAgentByEmail(tx, agent.email)) throw new TanyaError('conflict', 'This address is taken.')
    await noteStaffChange(tx)
    return insertAgent(tx, { ...agent, passwordHash, now: Date.now() })
  })
}

/** Gives an agent a new password and ends their sessions. Throws `invalid` for a short one, `not-found` for nobody. */
export async function setPassword(db: Db, email: string, password: string): Promise<void> {
  const passwordHash = await hashPassword(password)
  await db.write(async (tx) => {
    const agent = await findAgentOrThrow(tx, email)
    await updateAgent(tx, agent.id, { password_hash: passwordHash })
    await deleteSessionsOf(tx, agent.id)
    await noteStaffChange(tx)
  })
}

/** Lets an agent in, or no longer: their sessions end, their API tokens rest. The last admin stays. */
export async function setActive(db: Db, email: string, isActive: boolean): Promise<void> {
  await db.write(async (tx) => {
    const agent = await findAgentOrThrow(tx, email)
    const admins = (await listAgents(tx)).filter((one) => one.role === 'admin')
    if (!isActive && admins.length === 1 && admins[0]?.id === agent.id) {
      throw new TanyaError('conflict', 'This is the last admin: add another one first.')
    }
    await updateAgent(tx, agent.id, { is_active: isActive ? 1 : 0 })
    if (!isActive) await deleteSessionsOf(tx, agent.id)
    await noteStaffChange(tx)
  })
}

async function findAgentOrThrow(tx: Tx, email: string): Promise<AgentRow> {
  const agent = await findAgentByEmail(tx, email)
  if (!agent) throw new TanyaError('not-found', 'There is no agent with this address.')
  return agent
}

async function hashPassword(password: string): Promise<string> {
  if (password.length < minPasswordLength) {
    throw new TanyaError('invalid', `A password has at least ${minPasswordLength} characters.`)
  }
  return hash(password)
}

/** On the very first start: makes the admin. Returns the password when it had to be invented; null when nothing was done. */
export async function makeFirstAdmin(
  db: Db,
  given: { email: string | null; password: string | null },
): Promise<{ email: string; password: string | null } | null> {
  if (await hasAgents(db.read)) return null
  const email = given.email ?? 'admin@tanya.local'
  const password = given.password ?? randomBytes(12).toString('base64url')
  await addAgent(db, { email, name: 'Admin', role: 'admin', password, isNamed: false })
  return { email, password: given.password ? null : password }
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

/** Who may sign in: agents are added, let in or no longer, and given passwords (argon2id) and API tokens. */
import { hash } from '@node-rs/argon2'
import { findAgentByEmail, hasAgents, insertAgent, listAgents, updateAgent } from '../../db/agents.ts'
import type { Db, Tx } from '../../db/index.ts'
import type { AgentRow } from '../../db/schema/agents.ts'
import { deleteSessionsOf, insertApiToken } from '../../db/sessions.ts'
import { noteStaffChange } from '../../db/staff.ts'
import { TanyaError } from '../errors.ts'
import { hashOf, newSecret } from './secrets.ts'

const minPasswordLength = 8

/** Makes a token and returns it; it is shown once, since only its hash is kept. Throws when there is no such agent. */
export async function createApiToken(db: Db, email: string): Promise<string> {
  const token = newSecret()
  await db.write(async (tx) => {
    const agent = await findAgentOrThrow(tx, email)
    await insertApiToken(tx, hashOf(token), agent.id, Date.now())
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
  const password = given.password ?? newSecret(12)
  await addAgent(db, { email, name: 'Admin', role: 'admin', password, isNamed: false })
  return { email, password: given.password ? null : password }
}

import { sql, type SqlBool } from 'kysely'
import type { Queryable, Tx } from './db.ts'
import type { AgentRow } from './schema.ts'

export function findAgentByEmail(db: Queryable, email: string): Promise<AgentRow | undefined> {
  return db
    .selectFrom('agents')
    .selectAll()
    .where('email', '=', email.trim().toLowerCase())
    .executeTakeFirst()
}

export function findAgent(db: Queryable, id: number): Promise<AgentRow | undefined> {
  return db.selectFrom('agents').selectAll().where('id', '=', id).executeTakeFirst()
}

export function findAgents(db: Queryable, ids: number[]): Promise<Pick<AgentRow, 'id' | 'name'>[]> {
  if (ids.length === 0) return Promise.resolve([])
  return db.selectFrom('agents').select(['id', 'name']).where('id', 'in', ids).execute()
}

export function listAgents(db: Queryable): Promise<AgentRow[]> {
  return db
    .selectFrom('agents')
    .selectAll()
    .where('is_active', '=', 1)
    .orderBy('name')
    .orderBy('id')
    .execute()
}

/** Those who work here by name, from after one of them. */
export function listAgentsAfter(
  db: Queryable,
  after: Pick<AgentRow, 'id' | 'name'> | null,
  limit: number,
): Promise<Pick<AgentRow, 'id' | 'name'>[]> {
  let query = db.selectFrom('agents').select(['id', 'name']).where('is_active', '=', 1)
  if (after) query = query.where(sql<SqlBool>`(name, id) > (${after.name}, ${after.id})`)
  return query.orderBy('name').orderBy('id').limit(limit).execute()
}

/** Those who may sign in, then those who no longer may. */
export function listAllAgents(db: Queryable): Promise<AgentRow[]> {
  return db
    .selectFrom('agents')
    .selectAll()
    .orderBy('is_active', 'desc')
    .orderBy('name')
    .orderBy('id')
    .execute()
}

export async function hasAgents(db: Queryable): Promise<boolean> {
  return (await db.selectFrom('agents').select('id').limit(1).executeTakeFirst()) !== undefined
}

/** Throws a unique violation when the address is taken. */
export function insertAgent(
  tx: Tx,
  agent: { email: string; name: string; role: 'admin' | 'agent'; passwordHash: string; now: number },
): Promise<AgentRow> {
  return tx
    .insertInto('agents')
    .values({
      email: agent.email.trim().toLowerCase(),
      name: agent.name,
      role: agent.role,
      password_hash: agent.passwordHash,
      is_active: 1,
      created_at: agent.now,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
}

export async function updateAgent(
  tx: Tx,
  id: number,
  change: Partial<Pick<AgentRow, 'is_active' | 'password_hash' | 'phone' | 'is_rung'>>,
): Promise<void> {
  await tx.updateTable('agents').set(change).where('id', '=', id).execute()
}

/** For an agent who has done nothing yet: whoever wrote something stays. */
export async function deleteAgent(tx: Tx, email: string): Promise<void> {
  await tx.deleteFrom('agents').where('email', '=', email.trim().toLowerCase()).execute()
}

import { sql, type SqlBool } from 'kysely'
import type { Queryable, Tx } from './db.ts'
import { prepared } from './prepared.ts'
import type { AgentRow } from './schema/agents.ts'

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

/** What others see of an agent. */
export type AgentFace = Pick<AgentRow, 'id' | 'name' | 'citizen_name' | 'picture'>

export async function findAgents(db: Queryable, ids: number[]): Promise<AgentFace[]> {
  return ids.length === 0 ? [] : selectFaces(db, { ids })
}

const selectFaces = prepared((db, { ids }: { ids: number[] }) =>
  db.selectFrom('agents').select(['id', 'name', 'citizen_name', 'picture']).where('id', 'in', ids),
)

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
): Promise<AgentRow[]> {
  let query = db.selectFrom('agents').selectAll().where('is_active', '=', 1)
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
  agent: {
    email: string
    name: string
    role: 'admin' | 'agent'
    passwordHash: string
    isNamed?: boolean
    now: number
  },
): Promise<AgentRow> {
  return tx
    .insertInto('agents')
    .values({
      email: agent.email.trim().toLowerCase(),
      name: agent.name,
      role: agent.role,
      password_hash: agent.passwordHash,
      is_active: 1,
      ...(agent.isNamed === false && { is_named: 0 as const }),
      created_at: agent.now,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
}

export async function updateAgent(tx: Tx, id: number, change: Partial<AgentRow>): Promise<void> {
  await tx.updateTable('agents').set(change).where('id', '=', id).execute()
}

/** For an agent who has done nothing yet: whoever wrote something stays. */
export async function deleteAgent(tx: Tx, email: string): Promise<void> {
  await tx.deleteFrom('agents').where('email', '=', email.trim().toLowerCase()).execute()
}

import type { Queryable, Tx } from './db.ts'
import type { AgentRow } from './schema/agents.ts'

export interface SessionWithAgent {
  csrfToken: string
  seenAt: number
  agent: AgentRow
}

export async function insertSession(
  tx: Tx,
  session: { tokenHash: string; agentId: number; csrfToken: string; now: number; expiresAt: number },
): Promise<void> {
  await tx
    .insertInto('sessions')
    .values({
      token_hash: session.tokenHash,
      agent_id: session.agentId,
      csrf_token: session.csrfToken,
      created_at: session.now,
      seen_at: session.now,
      expires_at: session.expiresAt,
    })
    .execute()
}

/** The session, when it has not expired and its agent still works here. */
export async function findSession(
  db: Queryable,
  tokenHash: string,
  now: number,
): Promise<SessionWithAgent | null> {
  const row = await db
    .selectFrom('sessions')
    .innerJoin('agents', 'agents.id', 'sessions.agent_id')
    .selectAll('agents')
    .select(['sessions.csrf_token', 'sessions.seen_at'])
    .where('sessions.token_hash', '=', tokenHash)
    .where('sessions.expires_at', '>', now)
    .where('agents.is_active', '=', 1)
    .executeTakeFirst()
  if (!row) return null
  const { csrf_token, seen_at, ...agent } = row
  return { csrfToken: csrf_token, seenAt: seen_at, agent }
}

export async function prolongSession(
  tx: Tx,
  tokenHash: string,
  now: number,
  expiresAt: number,
): Promise<void> {
  await tx
    .updateTable('sessions')
    .set({ seen_at: now, expires_at: expiresAt })
    .where('token_hash', '=', tokenHash)
    .execute()
}

export async function deleteSession(tx: Tx, tokenHash: string): Promise<void> {
  await tx.deleteFrom('sessions').where('token_hash', '=', tokenHash).execute()
}

export async function deleteSessionsOf(tx: Tx, agentId: number): Promise<void> {
  await tx.deleteFrom('sessions').where('agent_id', '=', agentId).execute()
}

export async function deleteExpiredSessions(tx: Tx, now: number): Promise<void> {
  await tx.deleteFrom('sessions').where('expires_at', '<=', now).execute()
}

export async function insertApiToken(tx: Tx, tokenHash: string, agentId: number, now: number): Promise<void> {
  await tx
    .insertInto('api_tokens')
    .values({ token_hash: tokenHash, agent_id: agentId, created_at: now })
    .execute()
}

export function findAgentByApiToken(db: Queryable, tokenHash: string): Promise<AgentRow | undefined> {
  return db
    .selectFrom('api_tokens')
    .innerJoin('agents', 'agents.id', 'api_tokens.agent_id')
    .selectAll('agents')
    .where('api_tokens.token_hash', '=', tokenHash)
    .where('agents.is_active', '=', 1)
    .executeTakeFirst()
}

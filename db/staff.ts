/** Agents at work: who is at their desk, who wants chats, how many they have. */
import { nextNumber } from './counters.ts'
import type { Queryable, Tx } from './db.ts'
import type { AgentRow } from './schema/agents.ts'

const counter = 'staff'

/** Grows with each change of an agent, a team or the routing; every process follows it. */
export async function staffChanges(db: Queryable): Promise<number> {
  const row = await db.selectFrom('counters').select('value').where('name', '=', counter).executeTakeFirst()
  return row?.value ?? 0
}

/** Call in the transaction of what changed. */
export async function noteStaffChange(tx: Tx): Promise<void> {
  await nextNumber(tx, counter)
}

/** These are at their desks now. */
export async function markSeen(tx: Tx, ids: number[], now: number): Promise<void> {
  await tx.updateTable('agents').set({ desk_seen_at: now }).where('id', 'in', ids).execute()
}

export async function markGone(tx: Tx, id: number): Promise<void> {
  await tx.updateTable('agents').set({ desk_seen_at: null }).where('id', '=', id).execute()
}

export async function markOffered(tx: Tx, id: number, now: number): Promise<void> {
  await tx.updateTable('agents').set({ offered_at: now }).where('id', '=', id).execute()
}

/** Who may be offered a chat now, limits and teams aside. */
export function listAtDesk(db: Queryable, seenSince: number): Promise<AgentRow[]> {
  return db
    .selectFrom('agents')
    .selectAll()
    .where('is_active', '=', 1)
    .where('availability', '=', 'available')
    .where('desk_seen_at', '>=', seenSince)
    .execute()
}

/** How many chats each agent has on their hands: theirs or offered to them, with something said since `since`. */
export async function countChats(db: Queryable, since: number): Promise<Map<number, number>> {
  const rows = await db
    .selectFrom('tickets')
    .innerJoin('chats', 'chats.ticket_id', 'tickets.id')
    .select(['tickets.assignee_id', 'tickets.offered_to'])
    .where('tickets.last_message_at', '>=', since)
    .where('tickets.status', 'in', ['new', 'open'])
    .where('chats.ended_at', 'is', null)
    .execute()
  const counts = new Map<number, number>()
  for (const { assignee_id, offered_to } of rows) {
    const id = offered_to ?? assignee_id
    if (id !== null) counts.set(id, (counts.get(id) ?? 0) + 1)
  }
  return counts
}

/** What the system answered in a chat by itself while the citizen waited, and what they said of it. */
import type { Queryable } from './db.ts'
import type { MessageRow } from './schema/messages.ts'

/** In order. */
export function listMachineAnswers(db: Queryable, ticketId: number): Promise<MessageRow[]> {
  return db
    .selectFrom('messages')
    .selectAll()
    .where('ticket_id', '=', ticketId)
    .where('channel', '=', 'chat')
    .where('direction', '=', 'outbound')
    .where('author_kind', '=', 'system')
    .where('answer', 'is not', null)
    .orderBy('seq')
    .execute()
}

/** By what a citizen's word on such an answer is known; unique, so that it is noted once. */
export function verdictId(messageId: number, isHelped: boolean): string {
  return `chat:verdict:${messageId}:${isHelped ? 'yes' : 'no'}`
}

/** Whether the citizen said of any of these that it does not answer. */
export async function wasAnyRefused(db: Queryable, messageIds: readonly number[]): Promise<boolean> {
  if (messageIds.length === 0) return false
  const row = await db
    .selectFrom('messages')
    .select('id')
    .where(
      'external_id',
      'in',
      messageIds.map((id) => verdictId(id, false)),
    )
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

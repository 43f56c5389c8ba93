/** Answers that wait for their time. */
import { sql, type SqlBool } from 'kysely'
import type { Queryable, Tx } from './db.ts'
import { prepared } from './prepared.ts'
import type { PutOffRow } from './schema/outbox.ts'

/** With what holds it back, if anything does: then it waits for a person, whatever its time. */
export interface Waiting extends PutOffRow {
  is_overtaken: unknown
  is_orphaned: unknown
}

/** The citizen wrote, or a colleague answered, since somebody last decided that it goes. */
const isOvertaken = sql<SqlBool>`exists (select 1 from messages
  where messages.ticket_id = put_off.ticket_id and messages.seq > put_off.seen_seq and (direction = 'inbound'
    or (direction = 'outbound' and author_kind = 'agent' and author_id is distinct from put_off.agent_id)))`
/** Whoever decided it works here no more. */
const isOrphaned = sql<SqlBool>`exists (select 1 from agents
  where agents.id = put_off.agent_id and agents.is_active = 0)`
const goesByItself = sql<SqlBool>`(is_brief = 1
  or not (${isOvertaken} or ${isOrphaned} or outdated is not distinct from 'held'))`

export async function insertPutOff(tx: Tx, row: PutOffRow): Promise<void> {
  await tx.insertInto('put_off').values(row).execute()
}

/** What waits in these tickets, the earliest first. */
export async function listPutOffIn(db: Queryable, ticketIds: number[]): Promise<Waiting[]> {
  return ticketIds.length === 0 ? [] : selectIn(db, { ticketIds })
}

const selectIn = prepared((db, { ticketIds }: { ticketIds: number[] }) =>
  db
    .selectFrom('put_off')
    .selectAll()
    .select([isOvertaken.as('is_overtaken'), isOrphaned.as('is_orphaned')])
    .where('ticket_id', 'in', ticketIds)
    .orderBy('send_at'),
)

/** What is to go by itself, the earliest first. */
export function listDuePutOff(db: Queryable, limit: number): Promise<PutOffRow[]> {
  return db.selectFrom('put_off').selectAll().where(goesByItself).orderBy('send_at').limit(limit).execute()
}

/** Takes it off the list for good when its time has come and nothing holds it back. */
export function takeDuePutOff(tx: Tx, messageId: number, now: number): Promise<PutOffRow | undefined> {
  return tx
    .deleteFrom('put_off')
    .where('message_id', '=', messageId)
    .where('send_at', '<=', now)
    .where(goesByItself)
    .returningAll()
    .executeTakeFirst()
}

export function deletePutOff(tx: Tx, messageId: number): Promise<PutOffRow | undefined> {
  return tx.deleteFrom('put_off').where('message_id', '=', messageId).returningAll().executeTakeFirst()
}

/** It says what the office says no longer. */
export async function holdOutdated(tx: Tx, messageId: number): Promise<void> {
  await tx.updateTable('put_off').set({ outdated: 'held' }).where('message_id', '=', messageId).execute()
}

/** Gives it another time; whoever does has seen the thread as it stands. Undefined when it waits no more. */
export async function movePutOff(
  tx: Tx,
  messageId: number,
  sendAt: number,
  agentId: number,
): Promise<PutOffRow | undefined> {
  return tx
    .updateTable('put_off')
    .set((eb) => ({
      send_at: sendAt,
      is_brief: 0,
      agent_id: agentId,
      outdated: eb
        .case()
        .when('outdated', 'is not', null)
        .then('agreed' as const)
        .end(),
      seen_seq: eb
        .selectFrom('tickets')
        .select('last_seq')
        .whereRef('tickets.id', '=', 'put_off.ticket_id')
        .$asScalar()
        .$notNull(),
    }))
    .where('message_id', '=', messageId)
    .returningAll()
    .executeTakeFirst()
}

import type { Queryable, Tx } from './db.ts'
import type { CallRow, NewCall } from './schema/calls.ts'

export function findCall(db: Queryable, id: number): Promise<CallRow | undefined> {
  return db.selectFrom('calls').selectAll().where('id', '=', id).executeTakeFirst()
}

export function findCallBySid(db: Queryable, sid: string): Promise<CallRow | undefined> {
  return db.selectFrom('calls').selectAll().where('sid', '=', sid).executeTakeFirst()
}

export function findCallByClientId(db: Queryable, clientId: string): Promise<CallRow | undefined> {
  return db.selectFrom('calls').selectAll().where('client_id', '=', clientId).executeTakeFirst()
}

export async function findCallsOfMessages(db: Queryable, messageIds: number[]): Promise<CallRow[]> {
  if (messageIds.length === 0) return []
  return db.selectFrom('calls').selectAll().where('message_id', 'in', messageIds).execute()
}

/** Those that are not over, and those somebody is to call back, in the order of the line. Beyond the limit are call backs alone. */
export async function listLiveCalls(db: Queryable, limit: number): Promise<CallRow[]> {
  const calls = await db
    .selectFrom('calls')
    .selectAll()
    .where((eb) => eb.or([eb('stage', '<>', 'over'), eb('is_to_call_back', '=', 1)]))
    .orderBy((eb) => eb.case().when('stage', '=', 'over').then(1).else(0).end())
    .orderBy((eb) => eb.fn.coalesce('queued_at', 'created_at'))
    .orderBy('id')
    .limit(limit)
    .execute()
  const placeOf = (call: CallRow) => call.queued_at ?? call.created_at
  return calls.sort((one, other) => placeOf(one) - placeOf(other) || one.id - other.id)
}

/** How many stand in the line before a moment: who waits on the telephone, and who asked to be called back. */
export async function countAhead(db: Queryable, queuedAt: number, callId: number): Promise<number> {
  const row = await db
    .selectFrom('calls')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where((eb) =>
      eb.or([
        eb('stage', '=', 'waiting'),
        eb.and([eb('is_to_call_back', '=', 1), eb('outcome', '=', 'call-back')]),
      ]),
    )
    .where('queued_at', '<=', queuedAt)
    .where('id', '<>', callId)
    .executeTakeFirst()
  return Number(row?.count ?? 0)
}

/** How long the latest answered calls talked, in milliseconds. */
export async function listTalkTimes(db: Queryable, since: number, limit: number): Promise<number[]> {
  const rows = await db
    .selectFrom('calls')
    .select(['answered_at', 'ended_at'])
    .where('outcome', '=', 'answered')
    .where('created_at', '>', since)
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
  return rows.map((row) => (row.ended_at ?? 0) - (row.answered_at ?? 0)).filter((time) => time > 0)
}

/** Of whom nothing was heard for long: Twilio's report on the end never came. */
export function listForgottenCalls(db: Queryable, before: number): Promise<CallRow[]> {
  return db
    .selectFrom('calls')
    .selectAll()
    .where('stage', '<>', 'over')
    .where('updated_at', '<', before)
    .execute()
}

/** The call as it stands, kept from other transactions until this one ends. */
export function lockCall(tx: Tx, id: number): Promise<CallRow | undefined> {
  return tx.updateTable('calls').set({ id }).where('id', '=', id).returningAll().executeTakeFirst()
}

export async function insertCall(tx: Tx, call: NewCall): Promise<CallRow> {
  return tx.insertInto('calls').values(call).returningAll().executeTakeFirstOrThrow()
}

export async function updateCall(tx: Tx, id: number, change: Partial<CallRow>): Promise<void> {
  await tx.updateTable('calls').set(change).where('id', '=', id).execute()
}

/** Nobody needs to call back any more in this ticket: somebody has. */
export async function settleCallBacks(tx: Tx, ticketId: number): Promise<CallRow[]> {
  return tx
    .updateTable('calls')
    .set({ is_to_call_back: 0 })
    .where('ticket_id', '=', ticketId)
    .where('is_to_call_back', '=', 1)
    .returningAll()
    .execute()
}

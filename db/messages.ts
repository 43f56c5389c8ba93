import type { Queryable, Tx } from './db.ts'
import { insertedRow } from './inserted.ts'
import { prepared } from './prepared.ts'
import type { MessageRow, NewMessage } from './schema/messages.ts'
import type { ChannelName } from './schema/values.ts'

export function findMessage(db: Queryable, id: number): Promise<MessageRow | undefined> {
  return db.selectFrom('messages').selectAll().where('id', '=', id).executeTakeFirst()
}

export async function findMessages(db: Queryable, ids: number[]): Promise<MessageRow[]> {
  return ids.length === 0 ? [] : selectMessages(db, { ids })
}

const selectMessages = prepared((db, { ids }: { ids: number[] }) =>
  db.selectFrom('messages').selectAll().where('id', 'in', ids),
)

export async function findMessageByExternalId(
  db: Queryable,
  externalId: string,
): Promise<MessageRow | undefined> {
  return (await selectByExternalId(db, { externalId }))[0]
}

const selectByExternalId = prepared((db, { externalId }: { externalId: string }) =>
  db.selectFrom('messages').selectAll().where('external_id', '=', externalId),
)

export async function findInboundByClientId(
  db: Queryable,
  ticketId: number,
  clientId: string,
): Promise<MessageRow | undefined> {
  return (await selectByClientId(db, { ticketId, clientId }))[0]
}

const selectByClientId = prepared((db, { ticketId, clientId }: { ticketId: number; clientId: string }) =>
  db.selectFrom('messages').selectAll().where('ticket_id', '=', ticketId).where('client_id', '=', clientId),
)

export function findReplyByClientId(
  db: Queryable,
  ticketId: number,
  clientId: string,
): Promise<MessageRow | undefined> {
  return db
    .selectFrom('messages')
    .selectAll()
    .where('ticket_id', '=', ticketId)
    .where('reply_client_id', '=', clientId)
    .executeTakeFirst()
}

export function findMessageByProviderId(
  db: Queryable,
  channel: ChannelName,
  providerId: string,
): Promise<MessageRow | undefined> {
  return db
    .selectFrom('messages')
    .selectAll()
    .where('channel', '=', channel)
    .where('provider_id', '=', providerId)
    .executeTakeFirst()
}

export const insertMessage = insertedRow<NewMessage, MessageRow>('messages')

/**
 * The rows as they stand, kept from other transactions until this one ends (an update that changes nothing locks on
 * both databases). One after another by id, so that two who want the same never wait for each other.
 */
export async function lockMessages(tx: Tx, ids: readonly number[]): Promise<MessageRow[]> {
  const rows: MessageRow[] = []
  for (const id of [...ids].sort((one, other) => one - other))
    rows.push(...(await tx.updateTable('messages').set({ id }).where('id', '=', id).returningAll().execute()))
  return rows
}

export async function updateMessage(tx: Tx, id: number, change: Partial<MessageRow>): Promise<void> {
  await tx.updateTable('messages').set(change).where('id', '=', id).execute()
}

/** The same, giving back the row as it then stands. */
export function changeMessage(tx: Tx, id: number, change: Partial<MessageRow>): Promise<MessageRow> {
  return tx.updateTable('messages').set(change).where('id', '=', id).returningAll().executeTakeFirstOrThrow()
}

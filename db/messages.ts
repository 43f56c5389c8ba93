import { sql } from 'kysely'
import type { Queryable, Tx } from './db.ts'
import { firstOrThrow, prepared } from './prepared.ts'
import type { AttachmentRow, MessageRow, NewAttachment, NewMessage } from './schema/messages.ts'
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

/** A thread in order, from after `afterSeq`; `isPublic` leaves out internal notes, and copies of what stands there. */
export function listMessages(
  db: Queryable,
  ticketId: number,
  options: { afterSeq?: number; limit: number; isPublic?: boolean },
): Promise<MessageRow[]> {
  let query = db
    .selectFrom('messages')
    .selectAll()
    .where('ticket_id', '=', ticketId)
    .where('seq', '>', options.afterSeq ?? 0)
  if (options.isPublic) query = query.where('direction', '!=', 'internal').where('copy_of', 'is', null)
  return query.orderBy('seq').limit(options.limit).execute()
}

/** What the system itself noted in a thread with these first words. */
export function findSystemMessage(
  db: Queryable,
  ticketId: number,
  begins: string,
): Promise<MessageRow | undefined> {
  return db
    .selectFrom('messages')
    .selectAll()
    .where('ticket_id', '=', ticketId)
    .where('author_kind', '=', 'system')
    .where('text', 'like', `${begins}%`)
    .executeTakeFirst()
}

/** The last that we sent a contact by a channel since `since`, in whatever ticket. */
export function lastOutboundTo(
  db: Queryable,
  contactId: number,
  channel: ChannelName,
  since: number,
): Promise<MessageRow | undefined> {
  return lastBetween(db, 'outbound', { contactId, channel, since })
}

/** The last that a contact wrote by a channel since `since`, in whatever ticket. */
export function lastInboundBy(
  db: Queryable,
  contactId: number,
  channel: ChannelName,
  since: number,
): Promise<MessageRow | undefined> {
  return lastBetween(db, 'inbound', { contactId, channel, since })
}

function lastBetween(
  db: Queryable,
  direction: 'inbound' | 'outbound',
  { contactId, channel, since }: { contactId: number; channel: ChannelName; since: number },
): Promise<MessageRow | undefined> {
  return db
    .selectFrom('messages')
    .selectAll()
    .where('ticket_id', 'in', (eb) =>
      eb.selectFrom('tickets').select('id').where('contact_id', '=', contactId),
    )
    .where('direction', '=', direction)
    .where('channel', '=', channel)
    .where('created_at', '>', since)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
}

export function lastInboundMessages(db: Queryable, ticketId: number, limit: number): Promise<MessageRow[]> {
  return db
    .selectFrom('messages')
    .selectAll()
    .where('ticket_id', '=', ticketId)
    .where('direction', '=', 'inbound')
    .orderBy('seq', 'desc')
    .limit(limit)
    .execute()
}

/**
 * The mails of a thread before one of its messages, the newest first: what came in and what an officer sent. Of each
 * text as many characters as are asked for.
 */
export function listExchangedMails(
  db: Queryable,
  before: Pick<MessageRow, 'ticket_id' | 'seq'>,
  { limit, characters }: { limit: number; characters: number },
) {
  return db
    .selectFrom('messages')
    .select(['direction', 'author_name', 'from_address', 'cc', 'auth', 'created_at'])
    .select(sql<string>`substr(text, 1, ${characters})`.as('text'))
    .where('ticket_id', '=', before.ticket_id)
    .where('seq', '<', before.seq)
    .where('channel', '=', 'email')
    .where('author_kind', '!=', 'system')
    .where(({ or, eb }) =>
      or([
        eb('direction', '=', 'inbound'),
        eb('direction', '=', 'outbound').and('delivery_state', 'in', ['sent', 'delivered', 'read']),
      ]),
    )
    .orderBy('seq', 'desc')
    .limit(limit)
    .execute()
}

/** Where an agent last answered before a place in the thread; 0 when nobody has. */
export async function lastAnsweredSeq(db: Queryable, ticketId: number, before: number): Promise<number> {
  const row = await db
    .selectFrom('messages')
    .select('seq')
    .where('ticket_id', '=', ticketId)
    .where('direction', '=', 'outbound')
    .where('author_kind', '=', 'agent')
    .where('seq', '<', before)
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.seq ?? 0
}

export async function insertMessage(tx: Tx, message: NewMessage): Promise<MessageRow> {
  return firstOrThrow(await insertMessages(tx, message))
}

const insertMessages = prepared((db, message: NewMessage) =>
  db.insertInto('messages').values(message).returningAll(),
)

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

export async function insertAttachment(tx: Tx, attachment: NewAttachment): Promise<AttachmentRow> {
  return firstOrThrow(await insertAttachments(tx, attachment))
}

const insertAttachments = prepared((db, attachment: NewAttachment) =>
  db.insertInto('attachments').values(attachment).returningAll(),
)

export async function findAttachments(db: Queryable, messageIds: number[]): Promise<AttachmentRow[]> {
  return messageIds.length === 0 ? [] : selectAttachments(db, { messageIds })
}

const selectAttachments = prepared((db, { messageIds }: { messageIds: number[] }) =>
  db.selectFrom('attachments').selectAll().where('message_id', 'in', messageIds).orderBy('id'),
)

export function findAttachment(db: Queryable, id: number): Promise<AttachmentRow | undefined> {
  return db.selectFrom('attachments').selectAll().where('id', '=', id).executeTakeFirst()
}

/** The files of a message once more, as an agent's own that are free to be sent; the bytes are the same. */
export async function copyAttachments(
  tx: Tx,
  messageId: number,
  agentId: number,
  now: number,
): Promise<AttachmentRow[]> {
  const copies: AttachmentRow[] = []
  for (const file of await findAttachments(tx, [messageId])) {
    const { filename, content_type, size, sha256, is_inline, content_id } = file
    const bytes = { filename, content_type, size, sha256, is_inline, content_id }
    const free = { message_id: null, uploaded_by: agentId, created_at: now }
    copies.push(await insertAttachment(tx, { ...bytes, ...free }))
  }
  return copies
}

/** Files that a citizen handed in for this ticket and that no message has yet; returns how many were such. */
export async function claimUploads(
  tx: Tx,
  ids: readonly number[],
  ticketId: number,
  messageId: number,
): Promise<number> {
  if (ids.length === 0) return 0
  const { numUpdatedRows } = await tx
    .updateTable('attachments')
    .set({ message_id: messageId })
    .where('id', 'in', ids)
    .where('for_ticket_id', '=', ticketId)
    .where('message_id', 'is', null)
    .executeTakeFirst()
  return Number(numUpdatedRows)
}

/** Forgets files that citizens handed in before `before` and that no message took. */
export async function deleteUploadsBefore(tx: Tx, before: number): Promise<void> {
  await tx
    .deleteFrom('attachments')
    .where('for_ticket_id', 'is not', null)
    .where('message_id', 'is', null)
    .where('created_at', '<', before)
    .execute()
}

/** Gives uploaded files to the message they were uploaded for; returns how many were the agent's and free. */
export async function claimAttachments(
  tx: Tx,
  ids: number[],
  agentId: number,
  messageId: number,
): Promise<number> {
  if (ids.length === 0) return 0
  const result = await tx
    .updateTable('attachments')
    .set({ message_id: messageId })
    .where('id', 'in', ids)
    .where('uploaded_by', '=', agentId)
    .where('message_id', 'is', null)
    .executeTakeFirst()
  return Number(result.numUpdatedRows)
}

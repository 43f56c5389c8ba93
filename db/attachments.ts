import type { Queryable, Tx } from './db.ts'
import { insertedRow } from './inserted.ts'
import { prepared } from './prepared.ts'
import type { AttachmentRow, NewAttachment } from './schema/messages.ts'

export const insertAttachment = insertedRow<NewAttachment, AttachmentRow>('attachments')

export async function findAttachments(db: Queryable, messageIds: number[]): Promise<AttachmentRow[]> {
  return messageIds.length === 0 ? [] : selectAttachments(db, { messageIds })
}

const selectAttachments = prepared((db, { messageIds }: { messageIds: number[] }) =>
  db.selectFrom('attachments').selectAll().where('message_id', 'in', messageIds).orderBy('id'),
)

export function findAttachment(db: Queryable, id: number): Promise<AttachmentRow | undefined> {
  return db.selectFrom('attachments').selectAll().where('id', '=', id).executeTakeFirst()
}

export async function findAttachmentsById(db: Queryable, ids: number[]): Promise<AttachmentRow[]> {
  return ids.length === 0 ? [] : db.selectFrom('attachments').selectAll().where('id', 'in', ids).execute()
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

/** Forgets files that citizens handed in before `before` and that no message took; returns the SHA-256 of each. */
export async function deleteUploadsBefore(tx: Tx, before: number): Promise<string[]> {
  const deleted = await tx
    .deleteFrom('attachments')
    .where('for_ticket_id', 'is not', null)
    .where('message_id', 'is', null)
    .where('created_at', '<', before)
    .returning('sha256')
    .execute()
  return deleted.map(({ sha256 }) => sha256)
}

/** Whether anything names the file of this content. */
export async function isFileNamed(db: Queryable, sha256: string): Promise<boolean> {
  const named = await db
    .selectFrom('attachments')
    .select('id')
    .where('sha256', '=', sha256)
    .limit(1)
    .execute()
  return named.length > 0
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

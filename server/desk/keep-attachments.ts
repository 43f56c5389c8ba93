import type { Inbound } from '../../channels/contract/inbound.ts'
import { claimUploads, insertAttachment } from '../../db/attachments.ts'
import type { Tx } from '../../db/index.ts'
import type { MessageRow } from '../../db/schema/messages.ts'
import { addToSearch } from '../../db/search.ts'
import { invalidField } from '../errors.ts'

/** Names a message's files; `files` are their SHA-256 in the same order, on disk already. */
export async function keepAttachments(
  tx: Tx,
  { attachments }: Pick<Inbound, 'attachments'>,
  files: string[],
  message: MessageRow,
  now: number,
): Promise<void> {
  for (const [index, file] of attachments.entries()) {
    await insertAttachment(tx, {
      message_id: message.id,
      uploaded_by: null,
      filename: file.filename,
      content_type: file.contentType,
      size: file.content.length,
      sha256: files[index] ?? '',
      is_inline: file.inline ? 1 : 0,
      content_id: file.contentId,
      created_at: now,
    })
    await addToSearch(tx, message.ticket_id, file.filename)
  }
}

/** Gives a message the files that were handed in before it. Throws `invalid` when one is unknown or has a message already. */
export async function takeUploads(tx: Tx, ids: readonly number[], message: MessageRow): Promise<void> {
  const unique = [...new Set(ids)]
  if ((await claimUploads(tx, unique, message.ticket_id, message.id)) !== unique.length)
    throw invalidField('attachments', 'Salah satu berkas tidak dikenal atau sudah terkirim.')
}

import type { Inbound } from '../../channels/channel.ts'
import type { Tx } from '../../db/index.ts'
import { insertAttachment } from '../../db/messages.ts'
import type { MessageRow } from '../../db/schema.ts'
import { addToSearch } from '../../db/search.ts'

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

/** A file of a message as the wire shows it. */
import type { AttachmentRow } from '../../../db/schema/messages.ts'
import type { Attachment } from '../../wire/attachment.ts'

export function presentAttachment(row: AttachmentRow): Attachment {
  return {
    id: row.id,
    filename: row.filename,
    contentType: row.content_type,
    size: row.size,
    inline: row.is_inline === 1,
    contentId: row.content_id,
    url: `/api/v1/attachments/${row.id}`,
  }
}

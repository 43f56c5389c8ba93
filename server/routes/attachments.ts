import { z } from 'zod'
import type { Db } from '../../db/index.ts'
import { findAttachment, insertAttachment } from '../../db/attachments.ts'
import { checkCitizenFile, mostCitizenFileBytes, type CitizenFileFault } from '../desk/citizen-files.ts'
import type { CitizenView } from '../desk/citizen-view.ts'
import { contentTypeOf } from '../desk/content-type.ts'
import { presentAttachment } from '../desk/present/attachment.ts'
import { invalidField, notFound, TanyaError } from '../errors.ts'
import { readBody } from '../read-body.ts'
import { agentOf, bytes, idOf, route, type Route } from '../route.ts'
import { isShownInPlace, sendFile, type FileToSend } from '../send-file.ts'
import { Attachment } from '../wire/attachment.ts'

/** What mail servers commonly take, and so what an answer can carry. */
const maxBytes = 20 * 1024 * 1024

interface AttachmentDeps extends FileToSend {
  db: Db
  citizenView: CitizenView
  /** Whether one more file is taken in from this chat, at this address. */
  mayUpload: (ticketId: number, address: string) => Promise<boolean>
  openChat: (token: string) => Promise<{ ticketId: number } | null>
}

export function attachmentRoutes(deps: AttachmentDeps): Route[] {
  return [
    route({
      method: 'post',
      path: '/attachments',
      access: 'agent',
      summary:
        'Upload a file for a reply: its bytes are the body, whatever their type; name the id in the reply',
      body: bytes,
      query: z.strictObject({ filename: z.string().trim().min(1).max(200) }),
      responses: { 201: Attachment },
      async handle(call) {
        const content = await readBody(call.request, maxBytes)
        if (content.length === 0) throw new TanyaError('bad-request', 'The file is empty.')
        const { filename } = call.query
        const type = await contentTypeOf(content, filename)
        const sha256 = await deps.attachments.keep(content)
        const row = await deps.db.write((tx) =>
          insertAttachment(tx, {
            message_id: null,
            uploaded_by: agentOf(call).id,
            filename: filename.replace(/[\\/\p{Cc}]/gu, '_'),
            content_type: type,
            size: content.length,
            sha256,
            is_inline: 0,
            content_id: null,
            created_at: Date.now(),
          }),
        )
        return { status: 201, body: presentAttachment(row) }
      },
    }),
    route({
      method: 'get',
      path: '/attachments/{id}',
      access: 'agent',
      summary: 'The bytes of an attachment, or the part that a Range header asks for',
      responses: { 200: bytes, 206: bytes, 416: null },
      async handle(call) {
        const row = await findAttachment(deps.db.read, idOf(call))
        if (!row) throw notFound('attachment')
        const caching = 'private, max-age=31536000, immutable'
        await sendFile(deps, call.response, row, { inPlace: isShownInPlace(row), caching })
        return { status: 200 }
      },
    }),
    route({
      method: 'post',
      path: '/chat/attachments',
      access: 'anyone',
      summary:
        'Hand in a picture or PDF for a message of a chat, whose token stands in X-Chat-Token: the bytes are the body',
      body: bytes,
      query: z.strictObject({ filename: z.string().trim().min(1).max(200) }),
      responses: { 201: Attachment.pick({ id: true, filename: true, contentType: true, size: true }) },
      async handle(call) {
        const chat = await deps.openChat(call.request.get('x-chat-token') ?? '')
        if (!chat) throw new TanyaError('forbidden', 'Percakapan ini tidak dikenal atau sudah ditutup.')
        if (!(await deps.mayUpload(chat.ticketId, call.request.ip ?? '')))
          throw new TanyaError('rate-limited', 'Terlalu banyak berkas. Coba lagi nanti.')
        const file = await checkCitizenFile(
          await readBody(call.request, mostCitizenFileBytes),
          call.query.filename,
        )
        if (typeof file === 'string') throw invalidField('file', fileWords[file])
        const { filename, contentType, content } = file
        const sha256 = await deps.attachments.keep(content)
        const row = await deps.db.write((tx) =>
          insertAttachment(tx, {
            message_id: null,
            uploaded_by: null,
            for_ticket_id: chat.ticketId,
            filename,
            content_type: contentType,
            size: content.length,
            sha256,
            is_inline: 0,
            content_id: null,
            created_at: Date.now(),
          }),
        )
        return { status: 201, body: { id: row.id, filename, contentType, size: content.length } }
      },
    }),
    route({
      method: 'get',
      path: '/chat/attachments/{id}',
      access: 'anyone',
      summary: 'A file of a chat, for its citizen: the message names this address, signed and good for a day',
      query: z.strictObject({ expires: z.coerce.number().int(), signature: z.string().max(100) }),
      responses: { 200: bytes },
      async handle(call) {
        const id = idOf(call)
        const { expires, signature } = call.query
        if (!deps.citizenView.mayFetch(id, expires, signature)) {
          throw new TanyaError('forbidden', 'This address is not valid, or no longer: open the chat again.')
        }
        const row = await findAttachment(deps.db.read, id)
        if (!row) throw notFound('attachment')
        await sendFile(deps, call.response, row, { inPlace: false, caching: 'no-store' })
        return { status: 200 }
      },
    }),
  ]
}

const fileWords: Record<CitizenFileFault, string> = {
  empty: 'Berkas ini kosong.',
  'too-large': 'Berkas ini terlalu besar; paling besar 10 MB.',
  kind: 'Berkas ini bukan gambar atau PDF.',
}

import type { Response } from 'express'
import { open } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { RateLimiterMemory } from 'rate-limiter-flexible'
import { z } from 'zod'
import type { Db } from '../../db/index.ts'
import { findAttachment, insertAttachment } from '../../db/attachments.ts'
import type { AttachmentRow } from '../../db/schema/messages.ts'
import { checkCitizenFile, mostCitizenFileBytes, type CitizenFileFault } from '../desk/citizen-files.ts'
import type { CitizenView } from '../desk/citizen-view.ts'
import { contentTypeOf } from '../desk/content-type.ts'
import type { Files } from '../desk/files.ts'
import { presentAttachment } from '../desk/present.ts'
import { invalidField, notFound, TanyaError } from '../errors.ts'
import { readBody } from '../read-body.ts'
import { agentOf, bytes, idOf, route, type Route } from '../route.ts'
import { Attachment } from '../wire/attachment.ts'

/** Shown in place; everything else is downloaded, since HTML or SVG from a stranger would run in our name. */
const shownInPlace = new Set([
  ...['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'application/pdf'],
  ...['audio/wav', 'audio/mpeg', 'audio/ogg', 'audio/mp4'],
])

/** What mail servers commonly take, and so what an answer can carry. */
const maxBytes = 20 * 1024 * 1024

interface AttachmentDeps {
  db: Db
  attachments: Files
  citizenView: CitizenView
  /** Throws for what a scanner found something in. */
  refuseInfected: (sha256: string) => Promise<void>
  openChat: (token: string) => Promise<{ ticketId: number } | null>
}

/** A person sends some pictures; a program that fills the disk is stopped. */
const uploads = { points: 30, duration: 600 }

export function attachmentRoutes(deps: AttachmentDeps): Route[] {
  const uploadLimit = new RateLimiterMemory(uploads)
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
      summary: 'The bytes of an attachment',
      responses: { 200: bytes },
      async handle(call) {
        const row = await findAttachment(deps.db.read, idOf(call))
        if (!row) throw notFound('attachment')
        await send(call.response, row, {
          inPlace: shownInPlace.has(row.content_type),
          'Cache-Control': 'private, max-age=31536000, immutable',
        })
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
        await uploadLimit.consume(chat.ticketId).catch(() => {
          throw new TanyaError('rate-limited', 'Terlalu banyak berkas. Coba lagi nanti.')
        })
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
        await send(call.response, row, { inPlace: false, 'Cache-Control': 'no-store' })
        return { status: 200 }
      },
    }),
  ]

  async function send(
    response: Response,
    row: AttachmentRow,
    { inPlace, ...headers }: { inPlace: boolean; 'Cache-Control': string },
  ): Promise<void> {
    await deps.refuseInfected(row.sha256)
    // Opened before the first header, so that a file that is gone is a problem and not half an answer.
    const file = await open(deps.attachments.path(row.sha256)).catch((error: NodeJS.ErrnoException) => {
      throw error.code === 'ENOENT' ? notFound('file any more') : error
    })
    response.attachment(row.filename)
    if (inPlace) {
      const disposition = String(response.getHeader('Content-Disposition'))
      response.setHeader('Content-Disposition', disposition.replace(/^attachment/, 'inline'))
    }
    response.setHeader('Content-Type', inPlace ? row.content_type : 'application/octet-stream')
    response.setHeader('Content-Length', row.size)
    response.set(headers)
    response.setHeader('Content-Security-Policy', "default-src 'none'; sandbox")
    await pipeline(file.createReadStream(), response).catch((error: NodeJS.ErrnoException) => {
      // A player that has heard enough hangs up.
      if (error.code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error
    })
  }
}

const fileWords: Record<CitizenFileFault, string> = {
  empty: 'Berkas ini kosong.',
  'too-large': 'Berkas ini terlalu besar; paling besar 10 MB.',
  kind: 'Berkas ini bukan gambar atau PDF.',
}

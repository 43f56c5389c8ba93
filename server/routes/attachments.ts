import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import type { Db } from '../../db/index.ts'
import { findAttachment } from '../../db/messages.ts'
import type { Files } from '../desk/files.ts'
import { notFound } from '../errors.ts'
import { idOf, route, type Route } from '../route.ts'

/** Shown in place; everything else is downloaded, since HTML or SVG from a stranger would run in our name. */
const shownInPlace = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'application/pdf'])

export function attachmentRoutes(deps: { db: Db; attachments: Files }): Route[] {
  return [
    route({
      method: 'get',
      path: '/attachments/{id}',
      access: 'agent',
      summary: 'The bytes of an attachment',
      responses: { 200: null },
      async handle(call) {
        const row = await findAttachment(deps.db.read, idOf(call))
        if (!row) throw notFound('attachment')
        const isShown = shownInPlace.has(row.content_type)
        call.response.attachment(row.filename)
        if (isShown) {
          const disposition = String(call.response.getHeader('Content-Disposition'))
          call.response.setHeader('Content-Disposition', disposition.replace(/^attachment/, 'inline'))
        }
        call.response.setHeader('Content-Type', isShown ? row.content_type : 'application/octet-stream')
        call.response.setHeader('Content-Length', row.size)
        call.response.setHeader('Content-Security-Policy', "default-src 'none'; sandbox")
        call.response.setHeader('Cache-Control', 'private, max-age=31536000, immutable')
        await pipeline(createReadStream(deps.attachments.path(row.sha256)), call.response)
        return { status: 200 }
      },
    }),
  ]
}

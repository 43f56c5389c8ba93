import { Router } from 'express'
import type { Db } from '../db/index.ts'
import { findAttachment } from '../db/attachments.ts'
import { fileLinkPath, type FileLinks } from './desk/texts/file-links.ts'
import { notFound, TanyaError } from './errors.ts'
import { isShownInPlace, sendFile, type FileToSend } from './send-file.ts'

/** Files of answers, for whoever has their address: Twilio, and citizens whom an SMS named it. */
export function createFilePages(deps: FileToSend & { db: Db; fileLinks: FileLinks }): Router {
  const router = Router()
  router.get(`${fileLinkPath}/:token`, async (request, response) => {
    const id = deps.fileLinks.fileIn(request.params.token)
    if (id === null)
      throw new TanyaError(
        'forbidden',
        'Alamat berkas ini tidak berlaku (lagi). Mintalah petugas mengirimkannya kembali.',
      )
    const row = await findAttachment(deps.db.read, id)
    if (!row) throw notFound('attachment')
    response.setHeader('X-Robots-Tag', 'noindex')
    // WhatsApp looks at the type, and a browser told to download runs nothing.
    const [inPlace, contentType] = [isShownInPlace(row), row.content_type]
    await sendFile(deps, response, row, { inPlace, caching: 'private, no-store', contentType })
  })
  return router
}

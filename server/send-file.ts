import type { Response } from 'express'
import { access } from 'node:fs/promises'
import type { AttachmentRow } from '../db/schema/messages.ts'
import type { Files } from './desk/files.ts'
import { notFound } from './errors.ts'

export interface FileToSend {
  attachments: Files
  /** Throws for what a scanner found something in. */
  refuseInfected: (sha256: string) => Promise<void>
}

export interface HowToSend {
  /** Shown by the browser itself; else handed out for download as bytes of no kind. */
  inPlace: boolean
  caching: string
  /** In place of what it is known as. */
  contentType?: string
}

/** Shown in place; everything else is downloaded, since HTML or SVG from a stranger would run in our name. */
const shownInPlace = new Set([
  ...['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'application/pdf'],
  ...['audio/wav', 'audio/mpeg', 'audio/ogg', 'audio/mp4'],
])

export function isShownInPlace(row: AttachmentRow): boolean {
  return shownInPlace.has(row.content_type)
}

/**
 * Answers with a file, or with the part of it that was asked for (RFC 9110, 14.2: 206, or 416 for a part that is not
 * there), so that a player may go to any moment of a recording. Throws `not-found` when the file is gone.
 */
export async function sendFile(
  { attachments, refuseInfected }: FileToSend,
  response: Response,
  row: AttachmentRow,
  { inPlace, caching, contentType }: HowToSend,
): Promise<void> {
  await refuseInfected(row.sha256)
  const path = attachments.path(row.sha256)
  // Asked before the first header, so that a file that is gone is a problem and not half an answer.
  await access(path).catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'ENOENT' ? notFound('file any more') : error
  })
  response.attachment(row.filename)
  if (inPlace) {
    const disposition = String(response.getHeader('Content-Disposition'))
    response.setHeader('Content-Disposition', disposition.replace(/^attachment/, 'inline'))
  }
  response.setHeader('Content-Type', contentType ?? (inPlace ? row.content_type : 'application/octet-stream'))
  response.setHeader('Cache-Control', caching)
  response.setHeader('Content-Security-Policy', "default-src 'none'; sandbox")
  await new Promise<void>((resolve, reject) => {
    response.sendFile(
      path,
      { cacheControl: false, dotfiles: 'allow' },
      (error: NodeJS.ErrnoException | undefined) => {
        if (!error) return resolve()
        // A player that has heard enough hangs up.
        if (error.code === 'ECONNABORTED' || response.headersSent) return resolve()
        if (!isNoSuchPart(error)) return reject(error)
        response.status(416).end()
        resolve()
      },
    )
  })
}

function isNoSuchPart(error: Error): boolean {
  return (error as { status?: unknown }).status === 416
}

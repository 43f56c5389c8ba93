import { createHash } from 'node:crypto'
import { detectExtension } from 'nodemailer/lib/mime-funcs'
import type { Attachment } from 'mailparser'
import { readHeaders } from './headers.ts'
import { cleanLine } from './text.ts'
import type { ParsedAttachment } from './parsed-mail.ts'

/** The mail's attachments, each with a safe name. An image the HTML shows in place is `inline`. */
export function attachmentsOf(found: Attachment[], html: string): ParsedAttachment[] {
  return found.map((attachment, index) => {
    const content = Buffer.isBuffer(attachment.content) ? attachment.content : Buffer.alloc(0)
    const contentType = cleanLine(attachment.contentType).toLowerCase() || 'application/octet-stream'
    const contentId = attachment.cid ? cleanLine(attachment.cid) : null
    return {
      filename: filenameOf(attachment.filename, contentType, content, index),
      contentType,
      size: content.length,
      md5: createHash('md5').update(content).digest('hex'),
      inline: contentType.startsWith('image/') && contentId !== null && html.includes(`cid:${contentId}`),
      contentId,
      content,
    }
  })
}

function filenameOf(given: string | undefined, contentType: string, content: Buffer, index: number): string {
  return safeFilename(given ?? '') || generatedName(contentType, content, index)
}

/** The last part of a path, without control characters, bidi overrides or what file systems refuse. */
export function safeFilename(name: string): string {
  const base = cleanLine(name).split(/[/\\]/).at(-1) ?? ''
  const safe = base
    .replace(/[<>:"|?*\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '_')
    .replace(/^[.\s]+|[.\s]+$/g, '')
  const dot = safe.lastIndexOf('.')
  const extension = dot > 0 && safe.length - dot <= 12 ? safe.slice(dot) : ''
  return safe.length > maxNameLength ? safe.slice(0, maxNameLength - extension.length) + extension : safe
}

function generatedName(contentType: string, content: Buffer, index: number): string {
  if (contentType === 'message/rfc822') {
    const subject = safeFilename(readHeaders(content).first('subject') ?? '')
    return `${subject || `pesan-${index + 1}`}.eml`
  }
  return `lampiran-${index + 1}.${extensionOf(contentType)}`
}

function extensionOf(contentType: string): string {
  if (contentType === 'message/delivery-status') return 'txt'
  return detectExtension(contentType) || 'bin'
}

const maxNameLength = 150

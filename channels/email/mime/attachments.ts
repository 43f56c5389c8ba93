import { hash } from 'node:crypto'
import { detectExtension } from 'nodemailer/lib/mime-funcs'
import type { FileContent } from '../../contract/file-content.ts'
import { isEncoded, wholeFile } from '../../lib/file-content.ts'
import { readable } from './charsets.ts'
import type { MailFile } from './contents.ts'
import { decodeWords } from './encoded-words.ts'
import { readHeaders, startOfMail } from './headers.ts'
import { cleanLine } from '../text.ts'
import type { ParsedAttachment } from '../parsed-mail.ts'

/** The mail's attachments, each with a safe name. An image the HTML shows in place is `inline`. */
export function attachmentsOf(found: MailFile[], html: string): ParsedAttachment[] {
  const shownInPlace = contentIdsIn(html)
  return found.map(({ filename, contentType, contentId: givenId, content }, index) => {
    const contentId = cleanLine(givenId ?? '') || null
    return {
      filename: filenameOf(filename, contentType, content, index),
      contentType,
      size: content.length,
      md5: isEncoded(content) ? content.md5 : hash('md5', content),
      inline: contentType.startsWith('image/') && contentId !== null && shownInPlace.has(contentId),
      contentId,
      content,
    }
  })
}

/** RFC 2392: in a `cid:` link the id is percent-encoded, where the writer thought of it. */
function contentIdsIn(html: string): Set<string> {
  const ids = new Set<string>()
  for (const [, id = ''] of html.matchAll(/\bcid:([^"'\s<>]{1,998})/gi)) {
    const written = id.replaceAll('&amp;', '&')
    ids.add(written).add(percentDecoded(written))
  }
  return ids
}

function percentDecoded(id: string): string {
  try {
    return decodeURIComponent(id)
  } catch {
    return id
  }
}

function filenameOf(given: string, contentType: string, content: FileContent, index: number): string {
  const name = safeFilename(given)
  if (contentType === 'message/rfc822') return messageName(name, content, index)
  return name || `lampiran-${index + 1}.${extensionOf(contentType)}`
}

/** The last part of a path, without control characters, bidi overrides or what file systems refuse. */
export function safeFilename(name: string): string {
  const base = cleanLine(name).split(/[/\\]/).at(-1) ?? ''
  return shortened(
    base.replace(/[<>:"|?*\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '_').replace(/^[.\s]+|[.\s]+$/g, ''),
  )
}

function shortened(name: string): string {
  if (name.length <= maxNameLength) return name
  const dot = name.lastIndexOf('.')
  const extension = dot > 0 && name.length - dot <= 12 ? name.slice(dot) : ''
  return (name.slice(0, maxNameLength - extension.length) + extension).toWellFormed()
}

/** A mail in a mail is called by its subject, of which a slash is no path. */
function messageName(given: string, content: FileContent, index: number): string {
  if (given) return /\.[a-z\d]{2,5}$/i.test(given) ? given : shortened(`${given}.eml`)
  const subject = decodeWords(
    readable(readHeaders(startOfMail(wholeFile(content))).first('subject') ?? '', null),
  )
  return shortened(`${safeFilename(subject.replace(/[/\\]/g, '_')) || `pesan-${index + 1}`}.eml`)
}

function extensionOf(contentType: string): string {
  return extensions[contentType] ?? (detectExtension(contentType) || 'bin')
}

const extensions: Record<string, string> = {
  'message/delivery-status': 'txt',
  'message/disposition-notification': 'txt',
  'message/feedback-report': 'txt',
  'text/rfc822-headers': 'txt',
  'text/calendar': 'ics',
  'image/jpeg': 'jpg',
  'application/pgp-signature': 'asc',
  'application/pgp-encrypted': 'asc',
  'application/pkcs7-signature': 'p7s',
  'application/pkcs7-mime': 'p7m',
}

const maxNameLength = 150

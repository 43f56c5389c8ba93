import { detectMimeType } from 'nodemailer/lib/mime-funcs'
import type { FileContent } from '../../contract/file-content.ts'
import { decodeBytes, readable } from './charsets.ts'
import { unflowed } from './flowed.ts'
import { charsetInHtml } from './html-charset.ts'
import { firstWordOf, parametersOf } from './mime-fields.ts'
import type { MimePart } from './mime-tree.ts'
import { htmlOfEnriched } from './enriched-text.ts'
import { decodeFile, decodeText } from './transfer-encoding.ts'
import { withoutUuFiles } from './uuencode.ts'

/** What a mail says, in order, each piece as plain text, as HTML, or as both when these are alternatives. */
export interface Piece {
  plain: string
  html: string
}

/** A file that comes with the mail, named as the mail names it. */
export interface MailFile {
  filename: string
  contentType: string
  contentId: string | null
  content: FileContent
}

export interface MailContents {
  pieces: Piece[]
  files: MailFile[]
}

/** `charset` is that of raw 8-bit header fields. */
export function contentsOf(root: MimePart, charset: string | null): MailContents {
  const files: MailFile[] = []
  let hasBody = false

  function read(part: MimePart): Piece[] {
    if (part.type.startsWith('multipart/') && part.children.length > 0) {
      const children = part.children.map(read)
      return part.type === 'multipart/alternative' ? [asOne(children.flat())] : children.flat()
    }
    const name = nameOf(part, charset)
    if (!isWords(part, name, hasBody)) {
      files.push(fileOf(part, name))
      return []
    }
    hasBody = true
    return [wordsOf(part, files)]
  }

  return { pieces: read(root), files }
}

/** Alternatives say the same twice; what was not the same in them is kept. */
function asOne(pieces: Piece[]): Piece {
  const plains = new Set(pieces.map(({ plain }) => plain).filter((plain) => plain.trim()))
  const htmls = pieces.map(({ html }) => html).filter((html) => html.trim())
  return { plain: [...plains].join('\n'), html: htmls.join('<br>\n') }
}

const shown = /^(?:text\/(?:plain|html|enriched|richtext|x-.*markdown|markdown)|multipart\/.*)$/

/** Whether a part is to be read and not to be opened: a named text is a file, unless it is all that there is to read. */
function isWords(part: MimePart, name: string, hasBody: boolean): boolean {
  if (firstWordOf(part.headers.first('content-disposition')) === 'attachment') return false
  return shown.test(part.type) && (name === '' || !hasBody)
}

function nameOf(part: MimePart, charset: string | null): string {
  const disposition = parametersOf(part.headers.first('content-disposition'), charset)
  const type = parametersOf(part.headers.first('content-type'), charset)
  return (
    disposition.get('filename') ?? type.get('name') ?? disposition.get('name') ?? type.get('filename') ?? ''
  )
}

function fileOf(part: MimePart, filename: string): MailFile {
  const encoding = part.headers.first('content-transfer-encoding')
  const contentId = part.headers.first('content-id')
  return {
    filename,
    contentType: part.type,
    contentId: contentId && readable(contentId, null).replace(/^[\s<]+|[\s>]+$/g, ''),
    content: decodeFile(part.body, encoding),
  }
}

function wordsOf(part: MimePart, files: MailFile[]): Piece {
  const bytes = decodeText(part.body, part.headers.first('content-transfer-encoding'))
  const label = part.parameters.get('charset') ?? null
  if (part.type === 'text/html') return { plain: '', html: decodeBytes(bytes, charsetInHtml(bytes, label)) }
  const given = decodeBytes(bytes, label).replace(/\r\n?/g, '\n')
  if (/^text\/(?:enriched|richtext)$/.test(part.type)) return { plain: '', html: htmlOfEnriched(given) }
  const isFlowed = part.parameters.get('format')?.toLowerCase() === 'flowed'
  const deletesSpace = part.parameters.get('delsp')?.toLowerCase() === 'yes'
  const { text, files: found } = withoutUuFiles(isFlowed ? unflowed(given, { deletesSpace }) : given)
  for (const { filename, content } of found) {
    files.push({ filename, contentType: detectMimeType(filename), contentId: null, content })
  }
  return { plain: text, html: '' }
}

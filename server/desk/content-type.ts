/** What a file is: by its content, since a name is only what somebody typed. */
import { fileTypeFromBuffer } from 'file-type'
import { isUtf8 } from 'node:buffer'
import { extname } from 'node:path'

/** A text says by its name alone what kind of text it is. Only kinds that nothing runs or renders stand here. */
const textTypes: Record<string, string> = {
  '.csv': 'text/csv',
  '.ics': 'text/calendar',
  '.json': 'application/json',
  '.md': 'text/markdown',
}

export async function contentTypeOf(content: Buffer, filename: string): Promise<string> {
  const known = await fileTypeFromBuffer(content)
  // Without what a voice note adds: `audio/ogg; codecs=opus`.
  if (known) return known.mime.split(';')[0] ?? known.mime
  if (!isText(content)) return 'application/octet-stream'
  return textTypes[extname(filename).toLowerCase()] ?? 'text/plain'
}

/** UTF-8 without control characters other than tabs and ends of lines and pages. */
function isText(content: Buffer): boolean {
  return (
    isUtf8(content) &&
    content.every((byte) => byte >= 0x20 || (byte >= 0x09 && byte <= 0x0d && byte !== 0x0b))
  )
}

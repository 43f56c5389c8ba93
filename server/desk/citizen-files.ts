/** What citizens may hand in: pictures and PDF, by what the bytes are, whatever the name says. */
import { contentTypeOf } from './content-type.ts'

export const mostCitizenFiles = 5
/** Of one file. A telephone's picture has 3 to 8. */
export const mostCitizenFileBytes = 10 * 1024 * 1024
/** Of all that one form holds. */
export const mostCitizenBytes = 25 * 1024 * 1024

const taken = new Set([
  'image/jpeg',
  'image/png',
  'image/webp',
  'image/gif',
  'image/heic',
  'image/heif',
  'image/avif',
  'application/pdf',
])
const longestName = 200

export type CitizenFileFault = 'empty' | 'too-large' | 'kind'

/** The file as it is kept, or why it is not taken. */
export async function checkCitizenFile(
  content: Buffer,
  filename: string,
): Promise<{ filename: string; contentType: string; content: Buffer } | CitizenFileFault> {
  if (content.length === 0) return 'empty'
  if (content.length > mostCitizenFileBytes) return 'too-large'
  const contentType = await contentTypeOf(content, filename)
  return taken.has(contentType) ? { filename: plainName(filename), contentType, content } : 'kind'
}

function plainName(filename: string): string {
  return (
    filename
      .replace(/[\\/\p{Cc}]/gu, '_')
      .toWellFormed()
      .trim()
      .slice(0, longestName) || 'berkas'
  )
}

/** What citizens may hand in: pictures and PDF, by what the bytes are, whatever the name says. */
import { extname } from 'node:path'
import { contentTypeOf } from './content-type.ts'

export const mostCitizenFiles = 5
/** Of one file. A telephone's picture has 3 to 8. */
export const mostCitizenFileBytes = 10 * 1024 * 1024
/** Of all that one form holds. */
export const mostCitizenBytes = 25 * 1024 * 1024

/** What is taken, and how its name may end; the first is what we add. */
const endings = new Map<string, string[]>([
  ['image/jpeg', ['jpg', 'jpeg', 'jfif']],
  ['image/png', ['png']],
  ['image/webp', ['webp']],
  ['image/gif', ['gif']],
  ['image/heic', ['heic', 'heif']],
  ['image/heif', ['heif', 'heic']],
  ['image/avif', ['avif']],
  ['application/pdf', ['pdf']],
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
  const ways = endings.get(contentType)
  return ways ? { filename: safeName(filename, ways), contentType, content } : 'kind'
}

/**
 * Under which an officer keeps it: a picture that is a script to another program, too, does not start under the name
 * that its sender gave it, nor does a sign that turns the direction of writing hide how the name ends.
 */
function safeName(filename: string, [ending = '', ...others]: string[]): string {
  const name =
    filename
      .replace(/[\\/\p{Cc}]/gu, '_')
      .replace(/[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '')
      .toWellFormed()
      .trim()
      .slice(0, longestName)
      .toWellFormed() || 'berkas'
  return [ending, ...others].includes(extname(name).slice(1).toLowerCase()) ? name : `${name}.${ending}`
}

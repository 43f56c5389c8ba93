import { fileTypeFromBuffer } from 'file-type'
import type { IncomingFileRow } from '../../../db/schema/texts.ts'
import { contentTypeOf } from '../content-type.ts'

export interface KnownFile {
  filename: string
  contentType: string
}

/** What a file without a name is by its content, and what to call it: `foto-12-1.jpg`. */
export async function knowFile(
  content: Buffer,
  { message_id, place }: Pick<IncomingFileRow, 'message_id' | 'place'>,
): Promise<KnownFile> {
  const found = await contentTypeOf(content, '')
  const contentType = isOfTelephones(found) ? found : unknownType
  return {
    contentType,
    filename: `${nounFor(contentType)}-${message_id}-${place}.${await endingFor(content, contentType)}`,
  }
}

const unknownType = 'application/octet-stream'

/** What people send from telephones. A program is none of it, and is not handed on under a name that starts it. */
function isOfTelephones(contentType: string): boolean {
  return (
    /^(?:image|audio|video)\/(?!svg)/.test(contentType) ||
    /^(?:text\/(?:plain|vcard)|application\/(?:pdf|msword|rtf|zip))$/.test(contentType) ||
    /^application\/vnd\.(?:openxmlformats-officedocument|oasis\.opendocument)\./.test(contentType)
  )
}

async function endingFor(content: Buffer, contentType: string): Promise<string> {
  if (contentType === unknownType) return 'bin'
  return (await fileTypeFromBuffer(content))?.ext ?? 'txt'
}

function nounFor(contentType: string): string {
  if (contentType === 'text/vcard') return 'kontak'
  const nouns: Record<string, string> = { image: 'foto', audio: 'suara', video: 'video' }
  return nouns[contentType.split('/')[0] ?? ''] ?? 'berkas'
}

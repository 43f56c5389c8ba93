import type { Attachment } from '../../../server/wire/attachment.ts'
import type { ChannelName } from './ways.ts'

const mb = 1024 * 1024
/** What a link takes in an SMS, as the server makes it. */
const linkPathLength = '/berkas/'.length + 32

/** Of all files of a mail: encoded they are a third more, and large providers take 25 MB. */
const mostMailBytes = 18 * mb

export type FilesFault =
  'filesNotHere' | 'filesHeavy' | 'filesOneByOne' | 'filesKind' | 'filesSize' | 'filesMany'

/** Why these files cannot go by a channel; null when they can. The server knows better and says the same. */
export function filesFault(channel: ChannelName, files: readonly Attachment[]): FilesFault | null {
  if (files.length === 0) return null
  if (channel === 'email') return isHeavy(files) ? 'filesHeavy' : null
  if (channel === 'sms') return files.length > 5 ? 'filesMany' : null
  if (channel !== 'whatsapp') return 'filesNotHere'
  if (files.length > 1) return 'filesOneByOne'
  const [file] = files
  if (!file || !isTakenByWhatsapp(file.contentType)) return 'filesKind'
  return file.size > (file.contentType.startsWith('image/') ? 5 : 16) * mb ? 'filesSize' : null
}

function isHeavy(files: readonly Attachment[]): boolean {
  return files.reduce((sum, { size }) => sum + size, 0) > mostMailBytes
}

/** Chats and forms carry none. */
export function carriesFiles(channel: ChannelName): boolean {
  return channel === 'email' || channel === 'sms' || channel === 'whatsapp'
}

/** The text with the links that stand below it in an SMS, as long as they will be. */
export function withLinks(text: string, files: number, origin: string): string {
  return text + `\n${'x'.repeat(origin.length + linkPathLength)}`.repeat(files)
}

function isTakenByWhatsapp(contentType: string): boolean {
  return (
    ['image/jpeg', 'image/png', 'application/pdf', 'application/msword', 'text/vcard', 'video/mp4'].includes(
      contentType,
    ) ||
    /^application\/vnd\.openxmlformats-officedocument\.(?:wordprocessingml\.document|presentationml\.presentation|spreadsheetml\.sheet)$/.test(
      contentType,
    ) ||
    /^audio\/(?:mpeg|ogg|amr|mp4|aac|x-m4a)$/.test(contentType)
  )
}

import { ChannelError } from '../contract/channel.ts'
import { fetchFile } from './twilio-http.ts'
import type { TwilioConfig } from './twilio.ts'

/** The bytes of a file that came with a message; null when Twilio does not have it (yet, or any more). */
export type FetchMedia = (url: string) => Promise<Buffer | null>

/** A telephone's video is larger, and Twilio passes on none above 16 MB. */
const maxBytes = 20 * 1024 * 1024
const timeoutMs = 60_000

/** Fetches with our credentials, and from Twilio alone: an address elsewhere is none of its. Throws `ChannelError`. */
export function createMediaFetch(config: TwilioConfig): FetchMedia {
  const ours = new RegExp(
    `^https://api\\.twilio\\.com/2010-04-01/Accounts/${config.accountSid}/(Messages/\\w{1,64}/Media/\\w{1,64})$`,
  )
  return async function fetchMedia(url) {
    const path = ours.exec(url)?.[1]
    if (!path) throw new ChannelError('Alamat lampiran bukan milik akun Twilio kantor.', { permanent: true })
    return fetchFile(config, path, { timeoutMs, maxBytes })
  }
}

const mb = 1024 * 1024
const documents = [
  'application/pdf',
  'application/msword',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
]
const sounds = ['audio/mpeg', 'audio/ogg', 'audio/amr', 'audio/mp4', 'audio/aac', 'audio/x-m4a']

/** What WhatsApp takes from Twilio, and how many bytes of it (https://www.twilio.com/docs/whatsapp/guidance-whatsapp-media-messages). */
const mostBytesByType = new Map<string, number>([
  ...['image/jpeg', 'image/png'].map((type): [string, number] => [type, 5 * mb]),
  ...[...documents, ...sounds, 'video/mp4', 'text/vcard'].map((type): [string, number] => [type, 16 * mb]),
])

/** How many bytes of a type WhatsApp takes; null when it takes none. */
export function mostWhatsappBytes(contentType: string): number | null {
  return mostBytesByType.get(contentType) ?? null
}

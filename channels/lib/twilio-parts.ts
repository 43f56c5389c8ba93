/** What Twilio's message webhooks carry besides words. Fields: https://www.twilio.com/docs/messaging/guides/webhook-request */
import type { MediaLink, Parts, Place } from '../contract/parts.ts'
import { field } from './twilio-fields.ts'
import type { TwilioParams } from './twilio-signature.ts'

/** Twilio sends no more with one message. */
const mostFiles = 10

export function mediaIn(params: TwilioParams): MediaLink[] {
  const count = Math.min(Number.parseInt(field(params, 'NumMedia'), 10) || 0, mostFiles)
  return Array.from({ length: count }, (_, index) => ({
    url: field(params, `MediaUrl${index}`),
    contentType: field(params, `MediaContentType${index}`).toLowerCase(),
  })).filter(({ url }) => url !== '')
}

export function partsIn(params: TwilioParams): Parts {
  const place = placeIn(params)
  const text = field(params, 'ButtonText')
  const reaction = field(params, 'MessageType').toLowerCase() === 'reaction'
  return {
    ...(place && { place }),
    ...(text && { button: { text, payload: field(params, 'ButtonPayload') || null } }),
    ...(reaction && {
      reaction: { emoji: field(params, 'Body'), to: field(params, 'OriginalRepliedMessageSid') || null },
    }),
  }
}

/** In place of words where the citizen wrote none. */
export function nameOf(parts: Parts, media: MediaLink[], type: string): string {
  if (parts.reaction)
    return parts.reaction.emoji ? `[Reaksi: ${parts.reaction.emoji}]` : '[Reaksi ditarik kembali]'
  if (parts.button) return parts.button.text
  if (parts.place) {
    const { label, address, latitude, longitude } = parts.place
    return `[Lokasi: ${[label, address, `${latitude}, ${longitude}`].filter(Boolean).join(', ')}]`
  }
  if (media.length > 1) return `[${media.length} lampiran]`
  if (media[0]) return `[${kindOf(media[0].contentType)}]`
  return type && type !== 'text' ? `[Pesan jenis ${type} tanpa teks]` : '[Pesan tanpa teks]'
}

function placeIn(params: TwilioParams): Place | null {
  const [latitude, longitude] = [degrees(params, 'Latitude', 90), degrees(params, 'Longitude', 180)]
  if (latitude === null || longitude === null) return null
  return {
    latitude,
    longitude,
    label: field(params, 'Label') || null,
    address: field(params, 'Address') || null,
  }
}

function degrees(params: TwilioParams, name: string, most: number): number | null {
  const text = field(params, name)
  const value = Number(text)
  return text !== '' && Math.abs(value) <= most ? value : null
}

function kindOf(contentType: string): string {
  if (contentType.includes('vcard')) return 'Kartu kontak'
  const kinds: Record<string, string> = { image: 'Foto', audio: 'Pesan suara', video: 'Video' }
  return kinds[contentType.split('/')[0] ?? ''] ?? 'Berkas'
}

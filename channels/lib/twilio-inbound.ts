/** What Twilio's message webhooks say, in the desk's terms. Fields: https://www.twilio.com/docs/messaging/guides/webhook-request */
import type { ChannelKind } from '../contract/channel.ts'
import type { DeliveryReport } from '../contract/delivery.ts'
import type { Inbound } from '../contract/inbound.ts'
import { toE164 } from './phone.ts'
import { explainTwilioError } from './twilio-errors.ts'
import type { TwilioParams } from './twilio-signature.ts'

/** An incoming SMS or WhatsApp message; null when it names no message or no sender. */
export function toInbound(params: TwilioParams): Inbound | null {
  const sid = first(params, 'MessageSid')
  const { kind, address } = party(first(params, 'From'))
  // A status callback sent to the wrong path would otherwise come back as a message from ourselves.
  const isReport = first(params, 'MessageStatus') !== ''
  if (!isId(sid) || !isId(address) || isReport) return null
  return {
    channel: kind,
    externalId: `twilio:${sid}`,
    from: { kind: 'phone', address, name: first(params, 'ProfileName').slice(0, 100) || null },
    subject: null,
    text: words(params),
    quoted: null,
    html: null,
    attachments: [],
    sentAt: null,
  }
}

/** A status callback; null when it names no message or only says that Twilio is still at work. */
export function toDeliveryReport(params: TwilioParams): DeliveryReport | null {
  const providerId = first(params, 'MessageSid')
  const state = states[first(params, 'MessageStatus').toLowerCase()]
  if (!isId(providerId) || !state) return null
  const code = Number.parseInt(first(params, 'ErrorCode'), 10)
  return {
    channel: party(first(params, 'To')).kind,
    providerId,
    state,
    error: state === 'failed' ? explainTwilioError(Number.isNaN(code) ? null : code) : null,
    // Twilio does not say when; the desk must order late reports by state.
    at: null,
  }
}

const states: Record<string, DeliveryReport['state']> = {
  sent: 'sent',
  delivered: 'delivered',
  read: 'read',
  undelivered: 'failed',
  failed: 'failed',
  canceled: 'failed',
}

function words(params: TwilioParams): string {
  const body = first(params, 'Body', false)
  const lines = [body, ...mediaLines(params), locationLine(params), buttonLine(params, body)]
  const text = lines.filter((line) => line.trim() !== '').join('\n')
  const type = first(params, 'MessageType')
  return text || (type && type !== 'text' ? `[Pesan jenis ${type} tanpa teks]` : '[Pesan tanpa teks]')
}

function mediaLines(params: TwilioParams): string[] {
  const count = Math.min(Number.parseInt(first(params, 'NumMedia'), 10) || 0, 10)
  return Array.from({ length: count }, (_, index) => {
    const type = first(params, `MediaContentType${index}`) || 'jenis tidak diketahui'
    const url = first(params, `MediaUrl${index}`)
    return `[Lampiran ${index + 1} dari ${count}: ${type}${url ? `, ${url}` : ''}]`
  })
}

function locationLine(params: TwilioParams): string {
  const latitude = first(params, 'Latitude')
  const longitude = first(params, 'Longitude')
  if (!latitude || !longitude) return ''
  const place = [first(params, 'Label'), first(params, 'Address'), `${latitude}, ${longitude}`]
  return `[Lokasi: ${place.filter(Boolean).join(' – ')}]`
}

function buttonLine(params: TwilioParams, body: string): string {
  const button = first(params, 'ButtonText')
  return button && button !== body ? `[Tombol: ${button}]` : ''
}

function party(address: string): { kind: ChannelKind & ('sms' | 'whatsapp'); address: string } {
  const isWhatsapp = /^whatsapp:/i.test(address)
  const number = isWhatsapp ? address.slice('whatsapp:'.length) : address
  // Short codes and sender names (TELKOMSEL) are no phone numbers; they are kept as they came.
  return { kind: isWhatsapp ? 'whatsapp' : 'sms', address: toE164(number) ?? number.trim() }
}

function first(params: TwilioParams, name: string, trim = true): string {
  const value = [params[name] ?? ''].flat()[0] ?? ''
  // PostgreSQL stores no NUL in text.
  const clean = value.replaceAll('\0', '')
  return trim ? clean.trim() : clean
}

function isId(text: string): boolean {
  return text !== '' && text.length <= 100
}

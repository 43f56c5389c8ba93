/** What Twilio's message webhooks say, in the desk's terms. Fields: https://www.twilio.com/docs/messaging/guides/webhook-request */
import type { ChannelKind } from '../contract/channel.ts'
import type { DeliveryReport } from '../contract/delivery.ts'
import type { Inbound } from '../contract/inbound.ts'
import { toE164 } from './phone.ts'
import { isConfirmedByTwilio, optOutIn } from './opt-out.ts'
import { explainTwilioError, stoppedCode } from './twilio-errors.ts'
import { field } from './twilio-fields.ts'
import { mediaIn, nameOf, partsIn } from './twilio-parts.ts'
import type { TwilioParams } from './twilio-signature.ts'

/** An incoming SMS or WhatsApp message; null when it names no message or no sender. */
export function toInbound(params: TwilioParams): Inbound | null {
  const sid = field(params, 'MessageSid')
  const { kind, address } = party(field(params, 'From'))
  // A status callback sent to the wrong path would otherwise come back as a message from ourselves.
  const isReport = field(params, 'MessageStatus') !== ''
  if (!isId(sid) || !isId(address) || isReport) return null
  const body = field(params, 'Body', false)
  const [media, parts] = [mediaIn(params), partsIn(params)]
  const isTextOurs = body.trim() === '' || parts.reaction !== undefined
  const declared = field(params, 'OptOutType')
  const optOut = optOutIn(kind, body, declared)
  return {
    channel: kind,
    externalId: `twilio:${sid}`,
    from: { kind: 'phone', address, name: field(params, 'ProfileName').slice(0, 100) || null },
    subject: null,
    text: isTextOurs ? nameOf(parts, media, field(params, 'MessageType')) : body,
    parts: {
      ...parts,
      ...(isTextOurs && { isTextOurs }),
      ...(media.length > 0 && { files: media.length }),
      ...(optOut && { optOut }),
    },
    media,
    isOptOutConfirmed: isConfirmedByTwilio(kind, body, declared),
    quoted: null,
    html: null,
    attachments: [],
    sentAt: null,
  }
}

/**
 * A status callback; null when it names no message or only says that Twilio is still at work. `messageId` is what we
 * wrote into its address.
 */
export function toDeliveryReport(params: TwilioParams, messageId = ''): DeliveryReport | null {
  const providerId = field(params, 'MessageSid')
  const status = field(params, 'MessageStatus').toLowerCase()
  const state = Object.hasOwn(states, status) ? states[status] : undefined
  if (!isId(providerId) || !state) return null
  const code = Number.parseInt(field(params, 'ErrorCode'), 10)
  const { kind, address } = party(field(params, 'To'))
  return {
    channel: kind,
    providerId,
    messageId: /^[1-9]\d{0,14}$/.test(messageId) ? Number(messageId) : null,
    state,
    error: state === 'failed' ? explainTwilioError(Number.isNaN(code) ? null : code) : null,
    stopped: code === stoppedCode ? address : null,
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

function party(address: string): { kind: ChannelKind & ('sms' | 'whatsapp'); address: string } {
  const isWhatsapp = /^whatsapp:/i.test(address)
  const number = isWhatsapp ? address.slice('whatsapp:'.length) : address
  // Short codes and sender names (TELKOMSEL) are no phone numbers; they are kept as they came.
  return { kind: isWhatsapp ? 'whatsapp' : 'sms', address: toE164(number) ?? number.trim() }
}

function isId(text: string): boolean {
  return text !== '' && text.length <= 100
}

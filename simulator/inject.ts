import { toE164 } from '../channels/lib/phone.ts'
import { countSegments } from '../channels/lib/sms-segments.ts'
import type { SimulatorOptions } from './index.ts'
import type { Kind, MessageLog } from './message-log.ts'
import { newSid, postWebhook } from './post-webhook.ts'

export interface Injected {
  sid: string
  /** The sender as the webhook named it, without `whatsapp:`. */
  from: string
  /** The office's answer. */
  status: number
  body: string
}

/** Brings a citizen's message to the office's webhook, with the fields Twilio sends. */
export function createInjector(options: SimulatorOptions, log: MessageLog) {
  return async function receiveFrom(
    kind: Kind,
    from: string,
    body: string,
    extra: Record<string, string> = {},
  ): Promise<Injected> {
    const to = options.numbers[kind]
    if (to === null) throw new Error(`Kantor tidak punya nomor ${kind}`)
    const sender = toE164(from) ?? from
    const fields = { ...fieldsOf(kind, options.accountSid, { from: sender, to, body }), ...extra }
    const message = {
      sid: fields.MessageSid,
      direction: 'inbound' as const,
      kind,
      from: sender,
      to,
      body: fields.Body,
      status: 'received' as const,
      errorCode: null,
      createdAt: new Date().toISOString(),
      fields,
      answers: [],
    }
    log.add(message)
    const url = options.webhookBaseUrl.replace(/\/+$/, '') + '/webhooks/twilio/messages'
    const answer = await postWebhook(url, options.authToken, fields)
    log.change(message, { answers: [answer.status] })
    return { sid: fields.MessageSid, from: sender, ...answer }
  }
}

function fieldsOf(kind: Kind, accountSid: string, message: { from: string; to: string; body: string }) {
  const sid = newSid('SM')
  const prefix = kind === 'whatsapp' ? 'whatsapp:' : ''
  const common = {
    ToCountry: 'ID',
    ToState: '',
    SmsMessageSid: sid,
    NumMedia: '0',
    ToCity: '',
    FromZip: '',
    SmsSid: sid,
    FromState: '',
    SmsStatus: 'received',
    FromCity: '',
    Body: message.body,
    FromCountry: 'ID',
    To: prefix + message.to,
    ToZip: '',
    NumSegments: String(Math.max(1, countSegments(message.body).segments)),
    MessageSid: sid,
    AccountSid: accountSid,
    From: prefix + message.from,
    ApiVersion: '2010-04-01',
  }
  if (kind === 'sms') return common
  return { ...common, WaId: message.from.replace(/^\+/, ''), MessageType: 'text' }
}

import { toE164 } from '../channels/lib/phone.ts'
import { countSegments } from '../channels/lib/sms-segments.ts'
import { isConfirmedByTwilio, optOutIn } from '../channels/lib/opt-out.ts'
import type { SimulatorOptions } from './index.ts'
import type { Media, SentFile } from './media.ts'
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
export function createInjector(options: SimulatorOptions, log: MessageLog, media: Media) {
  return async function receiveFrom(
    kind: Kind,
    from: string,
    body: string,
    extra: Record<string, string> = {},
    files: SentFile[] = [],
  ): Promise<Injected> {
    const to = options.numbers[kind]
    if (to === null) throw new Error(`Kantor tidak punya nomor ${kind}`)
    const sender = toE164(from) ?? from
    const own = fieldsOf(kind, options.accountSid, { from: sender, to, body })
    const withFiles = files.length > 0 ? filesOf(kind, own.MessageSid, files) : {}
    const fields = { ...own, ...withFiles, ...extra }
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
    confirmByItself(kind, sender, to, body)
    return { sid: fields.MessageSid, from: sender, ...answer }
  }

  function filesOf(kind: Kind, sid: string, files: SentFile[]): Record<string, string> {
    const [type = 'document'] = files[0]?.contentType.split('/') ?? []
    const isKnown = ['image', 'audio', 'video'].includes(type)
    return {
      ...media.attach(sid, files),
      ...(kind === 'whatsapp' && { MessageType: isKnown ? type : 'document' }),
    }
  }

  /** Twilio answers the English words that it heeds on every number, and no others. */
  function confirmByItself(kind: Kind, citizen: string, office: string, body: string): void {
    if (!isConfirmedByTwilio(kind, body, '')) return
    log.add({
      ...{ sid: newSid('SM'), direction: 'outbound', kind, from: office, to: citizen },
      body: confirmations[optOutIn(kind, body, '') ?? 'start'],
      ...{
        status: 'delivered',
        errorCode: null,
        createdAt: new Date().toISOString(),
        fields: {},
        answers: [],
      },
    })
  }
}

const confirmations = {
  stop: 'You have successfully been unsubscribed. You will not receive any more messages from this number. Reply START to resubscribe.',
  start:
    'You have successfully been re-subscribed to messages from this number. Reply HELP for help. Reply STOP to unsubscribe. Msg&Data Rates May Apply.',
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

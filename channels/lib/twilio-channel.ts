import { type Channel, ChannelError } from '../contract/channel.ts'
import type { OutboundMessage } from '../contract/outbound.ts'
import { toE164 } from './phone.ts'
import { createTwilioRoutes, type TwilioDeps } from './twilio-webhooks.ts'
import { createTwilioClient, maxTwilioTextLength, type TwilioConfig } from './twilio.ts'

export interface TwilioSender {
  kind: 'sms' | 'whatsapp'
  name: string
  /** The office's number in E.164. */
  number: string
  /** What Twilio writes before numbers of this channel. */
  prefix: string
  hasRoutes: boolean
}

/** What SMS and WhatsApp have in common: one text to one number by Twilio's REST API, answers by webhook. */
export function createTwilioChannel(sender: TwilioSender, config: TwilioConfig, deps: TwilioDeps): Channel {
  const client = createTwilioClient(config)
  return {
    kind: sender.kind,
    limits: { textLength: maxTwilioTextLength, attachments: 0 },
    async start() {},
    async stop() {},
    async send(message) {
      const to = checkedNumber(message, sender.name)
      return client.send({ from: sender.prefix + sender.number, to: sender.prefix + to, text: message.text })
    },
    ...(sender.hasRoutes && { routes: createTwilioRoutes(config, deps) }),
  }
}

function checkedNumber(message: OutboundMessage, channel: string): string {
  const number = toE164(message.to.address)
  if (number === null) throw refused('Alamat tujuan bukan nomor telepon.')
  if (message.attachments.length > 0) throw refused(`Lampiran belum dapat dikirim lewat ${channel}.`)
  if (message.text.trim() === '') throw refused('Isi pesan kosong.')
  if (message.text.length > maxTwilioTextLength) {
    const length = message.text.length.toLocaleString('id-ID')
    throw refused(
      `Pesan ${channel} paling panjang 1.600 karakter; pesan ini ${length} karakter. Persingkatlah.`,
    )
  }
  return number
}

function refused(sentence: string): ChannelError {
  return new ChannelError(sentence, { permanent: true })
}

import { type Channel, ChannelError } from '../contract/channel.ts'
import type { OutboundMessage } from '../contract/outbound.ts'
import { toE164 } from './phone.ts'
import { createTwilioRoutes, type TwilioDeps } from './twilio-webhooks.ts'
import { createTwilioClient, maxTwilioTextLength, type TwilioConfig } from './twilio.ts'

export interface TwilioSender {
  kind: 'sms' | 'whatsapp'
  name: string
  /** The office's number as Twilio writes it, or its messaging service. */
  from: string
  /** What Twilio writes before numbers of this channel. */
  prefix: string
  /** How many files one message takes. */
  attachments: number
  /** Whether files go as such, or as links in the text. */
  hasMedia: boolean
  hasRoutes: boolean
}

/** What SMS and WhatsApp have in common: one text to one number by Twilio's REST API, answers by webhook. */
export function createTwilioChannel(sender: TwilioSender, config: TwilioConfig, deps: TwilioDeps): Channel {
  const client = createTwilioClient(config)
  return {
    kind: sender.kind,
    limits: { textLength: maxTwilioTextLength, attachments: sender.attachments },
    async start() {},
    async stop() {},
    async send(message) {
      const to = sender.prefix + checkedNumber(message, sender)
      const { id, template } = message
      const mediaUrls = sender.hasMedia ? urlsOf(message) : []
      return client.send({ id, from: sender.from, to, text: textOf(message, sender), mediaUrls, template })
    },
    ...(sender.hasRoutes && { routes: createTwilioRoutes(config, deps) }),
  }
}

function checkedNumber(message: OutboundMessage, sender: TwilioSender): string {
  const { name, attachments } = sender
  const number = toE164(message.to.address)
  if (number === null) throw refused('Alamat tujuan bukan nomor telepon.')
  if (message.attachments.length > attachments)
    throw refused(`Lewat ${name} paling banyak ${attachments} berkas dalam satu pesan.`)
  if (urlsOf(message).length < message.attachments.length)
    throw refused('Lampiran ini tidak punya alamat untuk diambil.')
  if (message.text.trim() === '') throw refused('Isi pesan kosong.')
  const { length } = textOf(message, sender)
  if (length > maxTwilioTextLength) {
    const said = length.toLocaleString('id-ID')
    throw refused(`Pesan ${name} paling panjang 1.600 karakter; pesan ini ${said} karakter. Persingkatlah.`)
  }
  return number
}

/** SMS carries no files in Indonesia (there is no MMS): their addresses stand below the words. */
function textOf(message: OutboundMessage, { hasMedia }: TwilioSender): string {
  return hasMedia ? message.text : [message.text, ...urlsOf(message)].join('\n')
}

function urlsOf({ attachments }: OutboundMessage): string[] {
  return attachments.flatMap(({ url }) => url ?? [])
}

function refused(sentence: string): ChannelError {
  return new ChannelError(sentence, { permanent: true })
}

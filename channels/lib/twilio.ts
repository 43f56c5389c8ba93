import { ChannelError } from '../contract/channel.ts'
import type { Sent } from '../contract/outbound.ts'
import type { TemplateUse } from '../contract/parts.ts'
import { refusal } from './twilio-errors.ts'
import { carry } from './twilio-http.ts'

export interface TwilioConfig {
  accountSid: string
  authToken: string
  /** Where Twilio's REST API answers; null means Twilio's own. */
  apiUrl: string | null
  /** How the world reaches us: part of what Twilio signs, and where its delivery reports go. */
  baseUrl: string
  /** False when `baseUrl` is only a default: then signatures for the host of the request are accepted too. */
  isBaseUrlSet: boolean
  /** The office's numbers in E.164; null when the channel is off. */
  phoneNumber: string | null
  whatsappNumber: string | null
  /** The messaging service that chooses from which number an SMS leaves, and knows its own STOP; null: `phoneNumber`. */
  messagingServiceSid?: string | null
  /** How long Twilio may take to answer; 15 seconds unless given. */
  timeoutMs?: number
}

export interface TwilioMessage {
  /** Ours: its delivery reports name it. */
  id: number
  /** A number as Twilio writes it (`whatsapp:+62…`), or the id of a messaging service (MG…). */
  from: string
  to: string
  text: string
  mediaUrls?: string[]
  template?: TemplateUse | undefined
}

export interface TwilioClient {
  /** Hands one message to Twilio. Throws `ChannelError`. */
  send(message: TwilioMessage): Promise<Sent>
}

/** Longest text Twilio takes in one message, SMS and WhatsApp alike, in UTF-16 units. */
export const maxTwilioTextLength = 1600

export const statusPath = '/webhooks/twilio/messages/status'

/** Throws one sentence when the account's id cannot be one. */
export function createTwilioClient(config: TwilioConfig): TwilioClient {
  if (!config.accountSid.startsWith('AC')) throw new Error('TWILIO_ACCOUNT_SID harus diawali AC')
  // Loaded with the first message: the package takes a quarter of a second, which every start would pay.
  let loading: ReturnType<typeof loadTwilio> | null = null
  return {
    async send(order) {
      loading ??= loadTwilio(config)
      const client = await loading
      try {
        const message = await client.messages.create({
          ...sender(order.from),
          ...content(order),
          to: order.to,
          statusCallback: statusUrl(config, order.id),
        })
        if (message.sid) return { providerId: message.sid, state: 'sent' }
      } catch (error) {
        throw toChannelError(error)
      }
      throw unintelligible()
    },
  }
}

function sender(from: string) {
  return from.startsWith('MG') ? { messagingServiceSid: from } : { from }
}

function content({ text, template, mediaUrls = [] }: TwilioMessage) {
  if (!template) return { body: text, ...(mediaUrls.length > 0 && { mediaUrl: mediaUrls }) }
  const { contentSid, variables } = template
  return {
    contentSid,
    ...(Object.keys(variables).length > 0 && { contentVariables: JSON.stringify(variables) }),
  }
}

/** Twilio keeps no key against sending twice, but repeats this address: a report finds its message though our line broke. */
function statusUrl(config: TwilioConfig, id: number): string {
  return `${config.baseUrl.replace(/\/+$/, '')}${statusPath}${id > 0 ? `?message=${id}` : ''}`
}

/** Twilio's REST client, carried by our own requests. */
export async function loadTwilio(config: TwilioConfig) {
  const [{ default: Twilio }, { default: RequestClient }] = await Promise.all([
    import('twilio/lib/rest/Twilio.js'),
    import('twilio/lib/base/RequestClient.js'),
  ])
  const httpClient = new RequestClient()
  // The package parses text bodies itself, whatever type it declares for them.
  httpClient.request = (request) =>
    carry(request, config.apiUrl, config.timeoutMs ?? 15_000) as ReturnType<typeof httpClient.request<never>>
  return new Twilio(config.accountSid, config.authToken, { httpClient })
}

/** What the client threw, in the terms of a channel. */
export function toChannelError(error: unknown): ChannelError {
  if (error instanceof ChannelError) return error
  const { status, code } = error as { status?: unknown; code?: unknown }
  if (typeof status === 'number') return refusal(status, typeof code === 'number' ? code : null)
  return unintelligible(error)
}

function unintelligible(cause?: unknown): ChannelError {
  const sentence = 'Jawaban Twilio tidak dapat dipahami; belum pasti pesan terkirim.'
  return new ChannelError(sentence, { uncertain: true, cause })
}

/** What Twilio takes in `POST …/Messages.json`, and what it says to the rest: CreateMessageRequest of its OpenAPI. */
import { z } from 'zod'
import { isConfirmedByTwilio, optOutIn } from '../channels/lib/opt-out.ts'
import type { SimulatorOptions } from './index.ts'
import type { Kind, MessageLog } from './message-log.ts'

export interface Refusal {
  status: number
  code: number
  message: string
}

export interface Order {
  kind: Kind
  from: string
  to: string
  body: string
  fields: Record<string, string>
}

const address = /^(whatsapp:)?(\+[1-9]\d{6,14})$/
const CreateMessage = z.object({
  To: z.string({ error: '21604' }).min(1, '21604').regex(address, '21211'),
  From: z.string().regex(address, '21212').optional(),
  MessagingServiceSid: z
    .string()
    .regex(/^MG[0-9a-fA-F]{32}$/, '21701')
    .optional(),
  Body: z.string().max(1600, '21617').optional(),
  ContentSid: z
    .string()
    .regex(/^HX[0-9a-fA-F]{32}$/, '21655')
    .optional(),
  ContentVariables: z.string().refine(isFilled, '21656').optional(),
  MediaUrl: z.url({ protocol: /^https?$/, error: '21620' }).optional(),
  StatusCallback: z.url({ protocol: /^https?$/, error: '21609' }).optional(),
})

/** Understands the office's order to send, or says why Twilio would not. */
export function readOrder(
  fields: Record<string, string>,
  options: SimulatorOptions,
  log: MessageLog,
): Order | Refusal {
  const read = CreateMessage.safeParse(fields)
  if (!read.success) return refuse(Number(read.error.issues[0]?.message))
  const { To, From, Body, MessagingServiceSid, ContentSid, ContentVariables, MediaUrl } = read.data
  if (!From && !MessagingServiceSid) return refuse(21603)
  if (!Body && !ContentSid && !MediaUrl) return refuse(21602)
  if (ContentVariables && !ContentSid) return refuse(21654)
  const variables = JSON.parse(ContentVariables ?? '{}') as Record<string, string>
  const content = ContentSid ? (options.contentOf ?? anyContent)(ContentSid, variables) : null
  if (ContentSid && content === null) return refuse(21655)
  const [kind, to] = part(To)
  const office = options.numbers[kind]
  const [fromKind, from] = From ? part(From) : [kind, office ?? '']
  if (kind !== fromKind) return refuse(21910)
  if (to === from) return refuse(21266)
  const code = magicFrom[from] ?? (from !== office ? strangers[kind] : magicTo[to])
  if (code) return refuse(code)
  if (kind === 'sms' && hasOptedOut(log, to)) return refuse(21610)
  return { kind, from, to, body: content ?? Body ?? '', fields }
}

export function refuse(code: number): Refusal {
  const status = { 20003: 401, 20404: 404, 20429: 429, 20500: 500 }[code] ?? 400
  return { status, code, message: sentences[code] ?? 'Invalid parameter' }
}

function part(text: string): [Kind, string] {
  return text.startsWith('whatsapp:') ? ['whatsapp', text.slice('whatsapp:'.length)] : ['sms', text]
}

/** Twilio stops answering a number that wrote one of its own words, until it writes another of them. */
function hasOptedOut(log: MessageLog, number: string): boolean {
  const last = log
    .list('inbound')
    .filter((message) => message.kind === 'sms' && message.from === number)
    .findLast(({ body }) => isConfirmedByTwilio('sms', body, ''))
  return last !== undefined && optOutIn('sms', last.body, '') === 'stop'
}

/** A JSON object of texts, none of them empty. */
function isFilled(text: string): boolean {
  try {
    const values = Object.values(JSON.parse(text) as object)
    return values.every((value) => typeof value === 'string' && value !== '')
  } catch {
    return false
  }
}

function anyContent(sid: string, variables: Record<string, string>): string {
  return `[${sid}] ${JSON.stringify(variables)}`
}

// https://www.twilio.com/docs/iam/test-credentials#magic-input
const magicFrom: Record<string, number> = {
  '+15005550001': 21212,
  '+15005550007': 21606,
  '+15005550008': 21611,
}
const magicTo: Record<string, number> = {
  '+15005550001': 21211,
  '+15005550002': 21612,
  '+15005550003': 21408,
  '+15005550004': 21610,
  '+15005550009': 21614,
}
const strangers: Record<Kind, number> = { sms: 21660, whatsapp: 63007 }

const sentences: Record<number, string> = {
  20001: 'Invalid parameter',
  20003: 'Authenticate',
  20404: 'The requested resource was not found',
  20429: 'Too Many Requests',
  20500: 'An internal server error has occurred',
  21205: 'Url is not a valid URL',
  21210: "'From' phone number not verified",
  21211: "Invalid 'To' Phone Number",
  21212: "Invalid 'From' Phone Number",
  21220: 'Call is not in-progress. Cannot redirect.',
  21266: "'To' and 'From' number cannot be the same",
  21408: "Permission to send an SMS has not been enabled for the region indicated by the 'To' number",
  21602: 'Message body is required.',
  21603: "A 'From' phone number is required.",
  21604: "A 'To' phone number is required.",
  21606:
    "The 'From' phone number provided is not a valid message-capable Twilio phone number for this destination",
  21609: 'The StatusCallback URL is not a valid URL.',
  21610: 'Attempt to send to unsubscribed recipient',
  21611: "This 'From' number has exceeded the maximum number of queued messages",
  21612: "Message cannot be sent with the current combination of 'To' and 'From' parameters",
  21614: "'To' number is not a valid mobile number",
  21617: 'The concatenated message body exceeds the 1600 character limit',
  21620: 'Invalid media URL(s)',
  21654: 'ContentSid Required',
  21655: 'The ContentSid is Invalid',
  21656: 'The ContentVariables Parameter is invalid',
  21660: "Mismatch between the 'From' number and the account",
  21701: 'The Messaging Service resource does not exist',
  21910: "Invalid 'From' and 'To' pair. 'From' and 'To' should be of the same channel",
  63007: 'Twilio could not find a Channel with the specified From address',
}

/** What a chat window sent → what the desk receives. */
import { createHash } from 'node:crypto'
import type { Inbound } from '../contract/inbound.ts'
import { toE164 } from '../lib/phone.ts'
import type { Challenge, ChatMessage, ChatStart } from './protocol.ts'

/** Thrown for what a visitor did; its message is for the visitor's eyes. */
export class ChatError extends Error {
  override name = 'ChatError'
  readonly code: string
  readonly challenge: Challenge | undefined

  constructor(code: string, message: string, challenge?: Challenge) {
    super(message)
    this.code = code
    this.challenge = challenge
  }
}

export function blocked(): ChatError {
  return new ChatError(
    'blocked',
    'Percakapan lewat chat tidak dapat dilanjutkan. Silakan hubungi kami lewat surel.',
  )
}

/** How long a window may try again to begin. */
const startRepeatableMs = 10 * 60_000
/** From this length on a clientId is taken for one that nobody guesses. */
const secretLength = 16

/**
 * A first message. Sent again because the acknowledgement was lost, it is the same in every word, and so its
 * external id is; another visitor's equal clientId is not. Where the clientId is too short to be anybody's own, it
 * also comes from the same address.
 */
export function toStartInbound(
  start: ChatStart,
  from: string,
  { visitor, vouched }: Pick<Inbound, 'visitor' | 'vouched'> = {},
): Inbound {
  const { clientId, name, email, phone: number, text } = start
  const who = clientId.length < secretLength ? from : ''
  const said = JSON.stringify([clientId, name, email, number, text, who, vouched?.person])
  const digest = createHash('sha256').update(said).digest('hex')
  const phone = start.phone ? toE164(start.phone) : null
  if (start.phone && phone === null)
    throw new ChatError('invalid', 'phone: nomor telepon ini tidak dikenali.')
  return {
    ...common(start),
    externalId: `chat:start:${digest}`,
    repeatableMs: startRepeatableMs,
    from: { kind: 'chat', address: vouched?.person ?? digest, name: vouched?.name ?? start.name },
    ...(visitor && { visitor }),
    ...(vouched && { vouched }),
    otherAddresses: [
      ...(start.email ? [{ kind: 'email' as const, address: start.email.toLowerCase() }] : []),
      ...(phone ? [{ kind: 'phone' as const, address: phone }] : []),
    ],
    ...(start.language ? { language: start.language } : {}),
    ...(start.topic ? { topic: start.topic } : {}),
  }
}

export function toInbound(message: ChatMessage, ticketId: number): Inbound {
  return {
    ...common(message),
    externalId: `chat:${ticketId}:${message.clientId}`,
    from: { kind: 'chat', address: String(ticketId), name: null },
    ticketId,
    ...(message.attachments ? { uploads: message.attachments } : {}),
  }
}

function common(message: { clientId: string; text: string }) {
  return {
    channel: 'chat' as const,
    subject: null,
    text: message.text,
    quoted: null,
    html: null,
    attachments: [],
    sentAt: null,
    clientId: message.clientId,
  }
}

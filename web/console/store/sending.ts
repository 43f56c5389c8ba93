import type { Message } from '../../../server/wire.ts'
import type { ApiError } from '../http.ts'
import { findSlots } from '../lib/slots.ts'
import type { Drafts } from './drafts.ts'
import { lastMessageId } from './messages.ts'
import type { OutgoingStore, SendResult } from './outgoing.ts'
import type { Thread } from './thread.ts'

/** What stands between a text and the citizen. */
export type Trouble =
  | { kind: 'slots' }
  | { kind: 'tooLong' }
  | { kind: 'conflict'; messages: Message[] }
  | { kind: 'refused'; reason: string }
  | { kind: 'noteFailed' }

export interface Sending {
  /** Takes the draft off the composer and sends it; what the server refuses goes back into the draft. */
  sendReply(ticketId: number): Promise<void>
  resend(clientId: string): Promise<void>
}

interface SendingDeps {
  drafts: Drafts
  outgoing: OutgoingStore
  thread: Thread
  /** Shows a trouble of the ticket, if that ticket still stands open. */
  tell: (ticketId: number, trouble: Trouble) => void
}

export function createSending({ drafts, outgoing, thread, tell }: SendingDeps): Sending {
  const latestOwnIds = new Map<number, number>()
  let before: Promise<unknown> = Promise.resolve()

  /** One after the other: a quick second reply must know the id of the first, or it would conflict with it. */
  function inTurn(ticketId: number, clientId: string, seen: Message[]): Promise<SendResult> {
    const result = before.then(() => {
      const lastSeen = Math.max(lastMessageId(seen) ?? 0, latestOwnIds.get(ticketId) ?? 0)
      return outgoing.post(clientId, lastSeen || undefined)
    })
    before = result
    return result
  }

  async function handle(
    id: number,
    text: string,
    answer: string | null,
    seen: Message[],
    result: SendResult,
  ) {
    if (result.kind === 'unsent') return
    if (result.kind === 'stored') {
      latestOwnIds.set(id, result.message.id)
      thread.applyAnswer(result.message)
      return
    }
    const typedSince = drafts.of(id, 'reply').peek().text
    drafts.write(id, 'reply', { text: typedSince ? `${text}\n\n${typedSince}` : text, answer })
    if (result.kind === 'refused') return tell(id, troubleOf(result.error, text))
    await thread.reload()
    const known = new Set(seen.map((message) => message.id))
    const fresh = thread.messages.peek().filter((message) => !known.has(message.id))
    tell(id, { kind: 'conflict', messages: fresh })
  }

  return {
    async sendReply(ticketId) {
      const draft = drafts.of(ticketId, 'reply').peek()
      const text = draft.text.trim()
      const seen = thread.messages.peek()
      const item = outgoing.add({ ticketId, text, answer: draft.answer })
      drafts.clear(ticketId, 'reply')
      const result = await inTurn(ticketId, item.clientId, seen)
      await handle(ticketId, text, draft.answer, seen, result)
    },
    async resend(clientId) {
      const item = outgoing.items.peek().find((other) => other.clientId === clientId)
      if (!item) return
      const seen = thread.messages.peek().filter((message) => message.ticketId === item.ticketId)
      const result = await inTurn(item.ticketId, clientId, seen)
      await handle(item.ticketId, item.text, item.answer, seen, result)
    },
  }
}

function troubleOf(error: ApiError, text: string): Trouble {
  if (error.status === 422 && findSlots(text).length > 0) return { kind: 'slots' }
  const details = (error.problem?.errors ?? []).map(({ message }) => message)
  return { kind: 'refused', reason: [error.message, ...details].join(' · ') }
}

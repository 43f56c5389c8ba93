/** What this browser knows of the conversation, and the questions the screen and the line ask of it. */
import type { ChatStart, Message } from '../../server/wire.ts'

export type Visitor = Pick<ChatStart, 'name' | 'email' | 'phone' | 'language'>

export interface Failure {
  code: string
  message: string
}

/** A message of ours that the server has not confirmed. The clientId makes a second delivery harmless. */
export interface Pending {
  clientId: string
  text: string
  createdAt: string
  /** Why the server refused it for good; null while it waits its turn. */
  failure: Failure | null
}

export interface ConversationState {
  /** Who asks; set by the form, before the server knows of it. */
  visitor: Visitor | null
  /** The only key to this conversation; null until the first message is confirmed. */
  token: string | null
  number: string | null
  messages: Message[]
  pending: Pending[]
  /** Everything up to this seq was pushed to us in order; where a reconnect resumes. */
  syncedSeq: number
  /** The citizen has seen the office's messages up to this seq. */
  readSeq: number
  ended: boolean
  /** The citizen ended it, but the server has not heard of it yet. */
  ending: boolean
  /** How the citizen found it, 1 to 5; null until they say. */
  rating: number | null
  /** The server has not heard of the rating yet. */
  isRatingUnsent: boolean
}

/** What goes out next: the oldest that waits. One at a time keeps the order in which they were written. */
export function nextToSend({ pending }: ConversationState): Pending | undefined {
  return pending.find((one) => one.failure === null)
}

/** The form was sent and refused for good: the citizen has to mend it. */
export function refusedStart(state: ConversationState): Pending | undefined {
  return state.token === null ? state.pending.find((one) => one.failure !== null) : undefined
}

export function unread({ messages, readSeq }: ConversationState): Message[] {
  return messages.filter((message) => message.direction === 'outbound' && message.seq > readSeq)
}

/** There is something to come back to: an answer may arrive, or a message still has to go out. */
export function isGoing(state: ConversationState): boolean {
  return state.ending || nextToSend(state) !== undefined || (state.token !== null && !state.ended)
}

/** Who of the office wrote last; null while nobody has. */
export function lastAgent({ messages }: ConversationState): string | null {
  return messages.findLast(({ author }) => author.kind === 'agent')?.author.name ?? null
}

/** The office says so, or a person there has answered since. */
export function isRead(message: Message, { messages }: ConversationState): boolean {
  if (message.delivery?.state === 'read') return true
  return messages.some((other) => other.author.kind === 'agent' && other.seq > message.seq)
}

export function emptyConversation(): ConversationState {
  return {
    visitor: null,
    token: null,
    number: null,
    messages: [],
    pending: [],
    syncedSeq: 0,
    readSeq: 0,
    ended: false,
    ending: false,
    rating: null,
    isRatingUnsent: false,
  }
}

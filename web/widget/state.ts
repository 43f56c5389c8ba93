/** What this browser knows of the conversation, and the questions the screen and the line ask of it. */
import type { Attachment } from '../../server/wire/attachment.ts'
import type { ChatStart } from '../../server/wire/chat-socket.ts'
import type { Message } from '../../server/wire/message.ts'

export type Visitor = Pick<ChatStart, 'name' | 'email' | 'phone' | 'topic' | 'language'>

export interface Failure {
  code: string
  message: string
}

export type HandedIn = Pick<Attachment, 'id' | 'filename'>

/** What the citizen said of an automatic answer. */
export interface Verdict {
  seq: number
  helped: boolean
}

/** A message of ours that the server has not confirmed. The clientId makes a second delivery harmless. */
export interface Pending {
  clientId: string
  text: string
  /** Files that are at the office already and wait for their message. */
  files: HandedIn[]
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
  comment: string
  /** The server has not heard of the rating yet. */
  isRatingUnsent: boolean
  verdict: Verdict | null
  isVerdictUnsent: boolean
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
  return (
    state.ending ||
    state.isVerdictUnsent ||
    nextToSend(state) !== undefined ||
    (state.token !== null && !state.ended)
  )
}

/** Who of the office wrote last; null while nobody has. */
export function lastAgent({ messages }: ConversationState): string | null {
  return messages.findLast(({ author }) => author.kind === 'agent')?.author.name ?? null
}

/** The system's answer that the citizen has not judged, while nobody of the office has answered. */
export function unjudged(state: ConversationState): Message | undefined {
  if (state.ended || lastAgent(state) !== null) return undefined
  const last = lastMachine(state)
  return last && last.seq > (state.verdict?.seq ?? 0) ? last : undefined
}

export function lastMachine({ messages }: ConversationState): Message | undefined {
  return messages.findLast(({ author }) => author.kind === 'system')
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
    comment: '',
    isRatingUnsent: false,
    verdict: null,
    isVerdictUnsent: false,
  }
}

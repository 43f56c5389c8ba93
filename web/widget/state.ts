/** What this browser knows of the conversation, and the questions the screen and the line ask of it. */
import type { Attachment } from '../../server/wire/attachment.ts'
import type { ChatStart, Marks } from '../../server/wire/chat-socket.ts'
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
  /** What was said in conversations before this one. */
  earlier: Message[]
  pending: Pending[]
  /** Everything up to this seq was pushed to us in order; where a reconnect resumes. */
  syncedSeq: number
  /** The citizen has seen the office's messages up to this seq. */
  readSeq: number
  /** How far the office has come with what the citizen wrote. */
  marks: Marks
  ended: boolean
  /** ISO time up to which an ended one can be taken up again; null while nobody has said. */
  until: string | null
  /** The citizen takes it up again, and has not written yet. */
  isBack: boolean
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
export function lastAgent({ messages }: ConversationState): Message['author'] | null {
  return messages.findLast(({ author }) => author.kind === 'agent')?.author ?? null
}

export function canReturn({ until }: ConversationState): boolean {
  return until !== null && Date.parse(until) > Date.now()
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

/** How far one of ours has come at the office; a person's answer says that it was read. */
export function markOf(
  { seq }: Message,
  { messages, marks }: ConversationState,
): 'sent' | 'delivered' | 'read' {
  const isAnswered = messages.some((other) => other.author.kind === 'agent' && other.seq > seq)
  if (isAnswered || seq <= marks.readSeq) return 'read'
  return seq <= marks.deliveredSeq ? 'delivered' : 'sent'
}

export function emptyConversation(): ConversationState {
  return {
    visitor: null,
    token: null,
    number: null,
    messages: [],
    earlier: [],
    pending: [],
    syncedSeq: 0,
    readSeq: 0,
    marks: { deliveredSeq: 0, readSeq: 0 },
    ended: false,
    until: null,
    isBack: false,
    ending: false,
    rating: null,
    comment: '',
    isRatingUnsent: false,
    verdict: null,
    isVerdictUnsent: false,
  }
}

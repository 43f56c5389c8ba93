import type { ThreadMessage } from './audience.ts'

/** A conversation as its key opens it. */
export interface OpenConversation {
  ticketId: number
  number: string
  /** The latest place in its thread. */
  lastSeq: number
  isEnded: boolean
  /** Whoever a site vouched for when it began; null for a visitor nobody knows. */
  person: string | null
}

/** The citizen's side of a thread, as the desk keeps it. */
export interface Conversations<M extends ThreadMessage> {
  tokenFor(ticketId: number): Promise<string>
  open(token: string): Promise<OpenConversation | null>
  messagesAfter(ticketId: number, afterSeq: number): Promise<M[]>
  message(id: number): Promise<M>
  mark(ticketId: number, seq: number, state: 'delivered' | 'read'): Promise<void>
  end(ticketId: number): Promise<void>
  rate(ticketId: number, score: number, comment: string | null): Promise<void>
  waitingLine(): Promise<WaitingLine>
}

/** Everybody who waits for a first answer. */
export interface WaitingLine {
  /** In the order in which they came. */
  ticketIds: number[]
  /** How long one place in the line takes; an estimate. */
  secondsEach: number
  /** Somebody is there who takes chats. */
  isStaffed: boolean
}

import type { ThreadMessage } from './audience.ts'
import type { End, Marks } from './protocol.ts'

/** A conversation as its key opens it. */
export interface OpenConversation {
  ticketId: number
  number: string
  /** The latest place in its thread. */
  lastSeq: number
  /** Null while it goes on. */
  end: End | null
  marks: Marks
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
  /** Null while it goes on. */
  endOf(ticketId: number): Promise<End | null>
  /** From now on the key opens nothing. */
  revoke(ticketId: number): Promise<void>
  /** The thread to the mail address that the citizen gave. */
  mailTranscript(ticketId: number): Promise<void>
  rate(ticketId: number, score: number, comment: string | null): Promise<void>
  waitingLine(): Promise<WaitingLine>
  /** Answers of the library that could fit, for a citizen who asks. */
  others(ticketId: number): Promise<OfferedAnswer[]>
  showAsked(ticketId: number, answer: string): Promise<void>
  judge(ticketId: number, seq: number, isHelped: boolean): Promise<void>
}

export interface OfferedAnswer {
  /** `service/topic` */
  answer: string
  title: string
}

/** Everybody who waits for a first answer. */
export interface WaitingLine {
  /** In the order in which they came; `isStaffed`: somebody is there who takes this chat, of its team where it is a team's. */
  places: { ticketId: number; isStaffed: boolean }[]
  /** How long one place in the line takes; an estimate. */
  secondsEach: number
}

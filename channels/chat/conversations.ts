import type { ThreadMessage } from './audience.ts'

/** The citizen's side of a thread, as the desk keeps it. */
export interface Conversations<M extends ThreadMessage> {
  tokenFor(ticketId: number): Promise<string>
  open(token: string): Promise<{ ticketId: number; number: string; isEnded: boolean } | null>
  messagesAfter(ticketId: number, afterSeq: number): Promise<M[]>
  message(id: number): Promise<M>
  mark(ticketId: number, seq: number, state: 'delivered' | 'read'): Promise<void>
  end(ticketId: number): Promise<void>
  resume(ticketId: number): Promise<void>
  rate(ticketId: number, score: number, comment: string | null): Promise<void>
}

/** Events and commands of the citizen’s line. */
import type { OfferedAnswer } from '../../channels/chat/conversations.ts'
import type { Ack, Challenge, ChatMessage, ChatStart, End, Marks } from '../../channels/chat/protocol.ts'
import type { Message } from './message.ts'

/** Server → citizen, namespace `/chat`. Internal notes and other tickets never pass here. */
export interface ChatEvents {
  sync: (payload: { messages: Message[]; ticket: { number: string } }) => void
  message: (message: Message) => void
  'message:changed': (message: Message) => void
  typing: (payload: { on: boolean; name: string | null }) => void
  agent: (payload: { name: string; picture?: string }) => void
  /** `staffed`: somebody is there and takes chats now. */
  queue: (payload: { position: number; waitSeconds: number; staffed: boolean }) => void
  /** `until`: up to then it can be taken up again. */
  ended: (payload: End) => void
  /** How far the office has come with what the citizen wrote; after `sync`, and when it changes. */
  marks: (payload: Marks) => void
  /** The identity the page gave proves nothing; the visitor is taken for unknown. */
  identity: (payload: { ok: false; error: { code: string; message: string } }) => void
}

/** Citizen → server, namespace `/chat`. Connect with `auth: {token, afterSeq}` to resume. */
export interface ChatCommands {
  start: (
    payload: ChatStart,
    ack: (ack: Ack<{ token: string; ticket: { number: string }; message: Message }>) => void,
  ) => void
  message: (payload: ChatMessage, ack: (ack: Ack<{ message: Message }>) => void) => void
  typing: (payload: { on: boolean }, ack?: (ack: Ack) => void) => void
  read: (payload: { seq: number }, ack?: (ack: Ack) => void) => void
  /** Which answers of the library could fit besides those in the thread; at most three. */
  others: (payload: object, ack: (ack: Ack<{ items: OfferedAnswer[] }>) => void) => void
  /** Puts one of them into the thread, as the system's word. */
  show: (payload: { answer: string }, ack: (ack: Ack) => void) => void
  /** Whether the system's answer at this place was one; yes ends the conversation. */
  verdict: (payload: { seq: number; helped: boolean }, ack: (ack: Ack) => void) => void
  end: (payload: object, ack?: (ack: Ack) => void) => void
  /** Takes the token back: it opens nothing any more, here or elsewhere. */
  revoke: (payload: object, ack: (ack: Ack) => void) => void
  /** Sends the thread to the mail address that was given; at most once in ten minutes, and seldom to an address that was only typed. */
  transcript: (payload: object, ack: (ack: Ack) => void) => void
  rate: (payload: { score: number; comment?: string }, ack?: (ack: Ack) => void) => void
}

// The window takes types from the wire and from nowhere else.
export type { Ack, Challenge, ChatStart, End, Marks, OfferedAnswer }

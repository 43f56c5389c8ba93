/**
 * One citizen's conversation as this browser knows it: what the server has confirmed, what still waits to be
 * sent, and the token that opens it again. Storage is read before every change, so that tabs share one truth.
 */
import type { Message } from '../../server/wire/message.ts'
import type { Marks } from '../../server/wire/chat-socket.ts'
import { browserMemory, type Memory, type TextStorage } from './memory.ts'
import {
  emptyConversation,
  type ConversationState,
  type Failure,
  type HandedIn,
  type Pending,
  type Verdict,
  type Visitor,
} from './state.ts'

export type Conversation = ReturnType<typeof createConversation>

/** Of earlier conversations so many messages are kept. */
const mostEarlier = 200

interface Deps {
  newId: () => string
  now: () => Date
}

/** Reads the conversation kept in `storage` and returns the verbs that change it. `listen` hears of each change. */
export function createConversation(storage: TextStorage | null, { newId, now }: Deps) {
  const memory: Memory = browserMemory(storage)
  const listeners = new Set<() => void>()

  function change(edit: (state: ConversationState) => Partial<ConversationState>): void {
    const state = memory.read()
    memory.write({ ...state, ...edit(state) })
    tell()
  }
  function tell(): void {
    for (const listener of listeners) listener()
  }
  function queued(text: string, files: HandedIn[] = []): Pending {
    return { clientId: newId(), text, files, createdAt: now().toISOString(), failure: null }
  }
  function editPending(clientId: string, edit: (one: Pending) => Pending[]): void {
    change(({ pending }) => ({
      pending: pending.flatMap((one) => (one.clientId === clientId ? edit(one) : [one])),
    }))
  }

  return {
    state: () => memory.read(),
    isLasting: memory.isLasting,
    listen(listener: () => void): () => void {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    /** Another tab has written: look again. */
    reload: tell,

    /** The form is sent: the question stands on the screen at once and waits for the line. A refused first try is replaced. */
    begin: (visitor: Visitor, text: string) =>
      change(({ pending }) => ({
        visitor,
        pending: [queued(text), ...pending.filter((one) => one.failure === null)],
      })),
    say: (text: string, files?: HandedIn[]) =>
      change(({ pending }) => ({ pending: [...pending, queued(text, files)] })),

    started: (token: string, number: string, message: Message) =>
      change((state) => ({ token, number, ...withMessages(state, [message]) })),
    /** The server confirmed one of ours. Not counted as synced: an answer with a lower seq may still be under way. */
    stored: (message: Message) => change((state) => ({ ...withMessages(state, [message]), isBack: false })),
    /** The server pushed these, in order. */
    received: (messages: Message[]) => change((state) => pushed(state, messages)),
    /** The answer to a resume: what was missed. Whether the conversation is over, the server says after it. */
    resumed: (messages: Message[], number: string) =>
      change((state) => ({ ...pushed(state, messages), number, ended: state.ending })),

    refused: (clientId: string, failure: Failure) => editPending(clientId, (one) => [{ ...one, failure }]),
    retry: (clientId: string) => editPending(clientId, (one) => [{ ...one, failure: null }]),
    discard: (clientId: string) => editPending(clientId, () => []),

    seen: (seq: number) => change((state) => ({ readSeq: Math.max(state.readSeq, seq) })),
    requestEnd: () => change(() => ({ ended: true, ending: true, isBack: false })),
    ended: (until?: string) =>
      change(({ isBack }) => ({ ended: !isBack, ending: false, ...(until && { until }) })),
    comeBack: () => change(() => ({ ended: false, isBack: true })),
    marked: (marks: Marks) => change(() => ({ marks })),
    rate: (rating: number, comment = '') => change(() => ({ rating, comment, isRatingUnsent: true })),
    judge: (verdict: Verdict) => change(() => ({ verdict, isVerdictUnsent: true })),
    judged: () => change(() => ({ isVerdictUnsent: false })),
    rated: () => change(() => ({ isRatingUnsent: false })),
    /** A new one begins, perhaps with what waits to be sent; what was said in the old one stays to be read. */
    anew: (isGoingOn = false) =>
      change(({ visitor, earlier, messages, pending }) => ({
        ...emptyConversation(),
        visitor,
        earlier: [...earlier, ...messages].slice(-mostEarlier),
        // Its files were handed in for the old one.
        pending: isGoingOn ? pending.map((one) => ({ ...one, files: [] })) : [],
      })),
    /** Forgets everything on this device; the ticket at the office stays. */
    reset: () => change(() => emptyConversation()),
  }
}

function pushed(state: ConversationState, messages: Message[]): Partial<ConversationState> {
  const syncedSeq = Math.max(state.syncedSeq, ...messages.map((message) => message.seq))
  return { ...withMessages(state, messages), syncedSeq }
}

function withMessages(
  state: ConversationState,
  incoming: Message[],
): Pick<ConversationState, 'messages' | 'pending'> {
  const byId = new Map(state.messages.map((message) => [message.id, message]))
  for (const message of incoming) {
    if (message.direction !== 'internal') byId.set(message.id, message)
  }
  const confirmed = new Set(incoming.map((message) => message.clientId))
  return {
    messages: [...byId.values()].sort((one, other) => one.seq - other.seq),
    pending: state.pending.filter((one) => !confirmed.has(one.clientId)),
  }
}

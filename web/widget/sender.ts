/** Takes to the office what waits, one thing at a time and in the order in which it was written: nothing is said twice. */
import type { Ack } from '../../server/wire/chat-socket.ts'
import type { Message } from '../../server/wire/message.ts'
import type { ChatSocket } from './connection.ts'
import type { Conversation } from './conversation.ts'
import { solve } from './proof.ts'
import { nextToSend, type Failure, type Pending, type Verdict } from './state.ts'

interface Deps {
  /** Null while nothing can go out. */
  line: () => ChatSocket | null
  started: (token: string) => void
  /** A refusal that passes by itself, or that it has passed. */
  delayed: (delay: Failure | null) => void
  /** Asks to be flushed again after a while. */
  later: () => void
  ackTimeoutMs: number
}

type TimedSocket = ReturnType<ChatSocket['timeout']>

/** Codes with which waiting helps. Everything else would be refused again. */
const passing = new Set(['rate-limited', 'internal', 'unavailable', 'storage-full', 'timeout', 'proof'])

export function createSender(
  conversation: Conversation,
  { line, started, delayed, later, ackTimeoutMs }: Deps,
) {
  let isSending = false

  async function flush(): Promise<void> {
    if (isSending) return
    isSending = true
    while (line() && (await sendNext()));
    isSending = false
  }

  /** False: nothing is left, or waiting is asked of us. */
  async function sendNext(): Promise<boolean> {
    const state = conversation.state()
    const next = nextToSend(state)
    if (next) return deliver(next)
    if (state.isVerdictUnsent && state.verdict) return tellVerdict(state.verdict)
    if (state.ending) return sayGoodbye()
    return state.isRatingUnsent && tellRating(state.rating ?? 0, state.comment)
  }

  async function deliver(one: Pending): Promise<boolean> {
    const ack = conversation.state().token === null ? await start(one) : await say(one)
    if (ack.ok) {
      delayed(null)
      return true
    }
    if (ack.error.code === 'over') {
      conversation.anew(true)
      return true
    }
    if (!passing.has(ack.error.code)) {
      conversation.refused(one.clientId, ack.error)
      return true
    }
    if (ack.error.code !== 'timeout') delayed(ack.error)
    later()
    return false
  }

  async function start({ clientId, text }: Pending): Promise<Ack> {
    const { visitor } = conversation.state()
    if (!visitor) return { ok: false, error: { code: 'incomplete', message: '' } }
    const begin = { ...visitor, clientId, text }
    let ack = await answered((socket) => socket.emitWithAck('start', begin))
    const { challenge } = ack.ok ? {} : ack.error
    if (challenge) {
      // Without https the browser keeps its hashes from us: then it waits until the flood is over.
      const proof = await solve(challenge).catch(() => '')
      ack = await answered((socket) => socket.emitWithAck('start', { ...begin, proof }))
    }
    if (ack.ok) {
      started(ack.token)
      conversation.started(ack.token, ack.ticket.number, ack.message)
    }
    return ack
  }

  async function say({ clientId, text, files }: Pending): Promise<Ack> {
    const ack = await answered<{ message: Message }>((socket) =>
      socket.emitWithAck('message', {
        clientId,
        text,
        ...(files?.length && { attachments: files.map(({ id }) => id) }),
      }),
    )
    if (ack.ok) conversation.stored(ack.message)
    return ack
  }

  async function sayGoodbye(): Promise<boolean> {
    const ack = await answered((socket) => socket.emitWithAck('end', {}))
    // When it can be come back to, the server tells every window.
    if (ack.ok) conversation.ended()
    return ack.ok
  }

  /** Refused for good it would be refused again; what passes waits for the next time something is sent. */
  async function tellRating(score: number, comment: string): Promise<boolean> {
    const ack = await answered((socket) => socket.emitWithAck('rate', { score, comment }))
    const isDone = ack.ok || !passing.has(ack.error.code)
    if (isDone) conversation.rated()
    return isDone
  }

  async function tellVerdict(verdict: Verdict): Promise<boolean> {
    const ack = await answered((socket) => socket.emitWithAck('verdict', verdict))
    const isDone = ack.ok || !passing.has(ack.error.code)
    if (isDone) conversation.judged()
    return isDone
  }

  /** An acknowledgement that never comes is a temporary error like any other: the clientId allows a second try. */
  async function answered<T extends object>(emit: (socket: TimedSocket) => Promise<Ack<T>>): Promise<Ack<T>> {
    try {
      const socket = line()
      if (socket) return await emit(socket.timeout(ackTimeoutMs))
    } catch {
      // Falls through to the same outcome as having no line.
    }
    return { ok: false, error: { code: 'timeout', message: '' } }
  }

  return { flush }
}

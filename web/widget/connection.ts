/**
 * The line to the office: opened only when there is something to say or to fetch, brought up again for as long
 * as the panel lives, and the only place that sends what waits.
 */
import type { Socket } from 'socket.io-client'
import type { Ack, ChatCommands, ChatEvents, Message } from '../../server/wire.ts'
import type { Conversation } from './conversation.ts'
import { nextToSend, unread, type Failure, type Pending } from './state.ts'

export type ChatSocket = Socket<ChatEvents, ChatCommands>
export type Credentials = { token?: string; afterSeq?: number }
/** Makes a socket, not yet connected, that asks for its credentials at every connect. */
export type Dial = (credentials: () => Credentials) => ChatSocket

/** What is true only while the line is up. Nothing of it is kept. */
export interface Live {
  line: 'closed' | 'connecting' | 'online' | 'broken'
  agent: string | null
  /** Name of who is typing; empty when the server did not say. */
  typing: string | null
  queue: { position: number; waitSeconds: number } | null
  /** A refusal that passes by itself; what was refused is sent again. */
  delay: Failure | null
}

export type Connection = ReturnType<typeof createConnection>

/** How long an acknowledgement may take, and how long to wait where waiting helps. Tests are less patient. */
const patience = { ackTimeoutMs: 10_000, retryDelayMs: 4_000 }
const typingShownMs = 8_000
/** Codes with which waiting helps. Everything else would be refused again. */
const passing = new Set(['rate-limited', 'internal', 'storage-full', 'timeout'])

export function createConnection(
  conversation: Conversation,
  dial: Dial,
  changed: () => void,
  { ackTimeoutMs, retryDelayMs } = patience,
) {
  let socket: ChatSocket | null = null
  let openWith: string | null = null
  /** After a resume nothing goes out before `sync` has told what arrived the last time. */
  let isReady = false
  let isSending = false
  let retryTimer: ReturnType<typeof setTimeout> | undefined
  let typingTimer: ReturnType<typeof setTimeout> | undefined
  let live: Live = { line: 'closed', agent: null, typing: null, queue: null, delay: null }

  function show(news: Partial<Live>): void {
    live = { ...live, ...news }
    changed()
  }

  function open(): void {
    if (socket?.connected) void flush()
    // One that is under way is left alone: on a bad line a fresh start each time would never arrive.
    else if (live.line === 'closed' || !socket?.active) redial()
  }

  /** A fresh attempt now instead of at the end of the back-off, and with fresh credentials. */
  function redial(): void {
    if (live.line === 'closed') show({ line: 'connecting' })
    if (!socket) hear((socket = dial(credentials)))
    socket.disconnect()
    socket.connect()
  }

  function close(): void {
    clearTimeout(retryTimer)
    clearTimeout(typingTimer)
    socket?.disconnect()
    openWith = null
    show({ line: 'closed', agent: null, typing: null, queue: null, delay: null })
  }

  function credentials(): Credentials {
    const { token, syncedSeq } = conversation.state()
    openWith = token
    return token === null ? {} : { token, afterSeq: syncedSeq }
  }

  function hear(socket: ChatSocket): void {
    socket.on('connect', () => {
      isReady = openWith === null
      show({ line: 'online', delay: null })
      void flush()
    })
    socket.on('disconnect', (reason) => {
      show({ line: 'broken', typing: null, queue: null })
      // Put out by the server, Socket.IO does not come back by itself.
      if (reason === 'io server disconnect') later(redial)
    })
    socket.on('connect_error', (error) => {
      show({ line: 'broken' })
      // `active` means that Socket.IO tries again by itself; after a refusal by the server it does not.
      if (socket.active) return
      if (codeOf(error) === 'unauthorized') conversation.ended()
      else later(redial)
    })
    socket.on('sync', ({ messages, ticket }) => {
      conversation.resumed(messages, ticket.number)
      isReady = true
      void flush()
    })
    socket.on('message', (message) => {
      conversation.received([message])
      if (message.author.kind === 'agent') {
        show({ typing: null, queue: null, agent: message.author.name ?? live.agent })
      }
    })
    socket.on('message:changed', (message) => conversation.stored(message))
    socket.on('typing', ({ on, name }) => {
      clearTimeout(typingTimer)
      show({ typing: on ? (name ?? '') : null })
      if (on) typingTimer = setTimeout(() => show({ typing: null }), typingShownMs)
    })
    socket.on('agent', ({ name }) => show({ agent: name, queue: null }))
    socket.on('queue', (queue) => show({ queue }))
    socket.on('ended', () => conversation.ended())
  }

  async function flush(): Promise<void> {
    if (isSending) return
    isSending = true
    while (socket?.connected && isReady && (await sendNext()));
    isSending = false
  }

  /** One thing at a time, so that nothing is said twice. False: nothing is left, or waiting is asked of us. */
  async function sendNext(): Promise<boolean> {
    const state = conversation.state()
    const next = nextToSend(state)
    if (next) return deliver(next)
    if (state.ending) return sayGoodbye()
    return state.isRatingUnsent && tellRating()
  }

  async function deliver(one: Pending): Promise<boolean> {
    const ack = conversation.state().token === null ? await start(one) : await say(one)
    if (ack.ok) {
      if (live.delay) show({ delay: null })
      return true
    }
    if (!passing.has(ack.error.code)) {
      conversation.refused(one.clientId, ack.error)
      return true
    }
    if (ack.error.code !== 'timeout') show({ delay: ack.error })
    later(() => void flush())
    return false
  }

  async function start({ clientId, text }: Pending): Promise<Ack> {
    const { visitor } = conversation.state()
    if (!visitor) return { ok: false, error: { code: 'incomplete', message: '' } }
    const ack = await answered((line) => line.emitWithAck('start', { ...visitor, clientId, text }))
    if (ack.ok) {
      openWith = ack.token
      conversation.started(ack.token, ack.ticket.number, ack.message)
    }
    return ack
  }

  async function say({ clientId, text }: Pending): Promise<Ack> {
    const ack = await answered<{ message: Message }>((line) =>
      line.emitWithAck('message', { clientId, text }),
    )
    if (ack.ok) conversation.stored(ack.message)
    return ack
  }

  async function sayGoodbye(): Promise<boolean> {
    const ack = await answered((line) => line.emitWithAck('end', {}))
    if (ack.ok) conversation.ended()
    return ack.ok
  }

  /** Refused for good it would be refused again; what passes waits for the next time something is sent. */
  async function tellRating(): Promise<boolean> {
    const score = conversation.state().rating ?? 0
    const ack = await answered((line) => line.emitWithAck('rate', { score }))
    const isDone = ack.ok || !passing.has(ack.error.code)
    if (isDone) conversation.rated()
    return isDone
  }

  /** An acknowledgement that never comes is a temporary error like any other: the clientId allows a second try. */
  async function answered<T extends object>(emit: (line: TimedSocket) => Promise<Ack<T>>): Promise<Ack<T>> {
    try {
      if (socket?.connected) return await emit(socket.timeout(ackTimeoutMs))
    } catch {
      // Falls through to the same outcome as having no line.
    }
    return { ok: false, error: { code: 'timeout', message: '' } }
  }

  function later(act: () => void): void {
    clearTimeout(retryTimer)
    retryTimer = setTimeout(act, retryDelayMs)
  }

  return {
    live: () => live,
    /** Opens the line if need be and sends what waits. */
    open,
    /** The device says that it has no network, long before the line notices. */
    lost(): void {
      if (live.line !== 'closed') show({ line: 'broken', typing: null })
    },
    /** Back from sleep, or the network is there again: no waiting for the back-off. */
    wake(): void {
      if (live.line === 'broken' || (live.line !== 'closed' && !socket?.connected)) redial()
    },
    /** Another tab began or forgot the conversation: go along. */
    follow(): void {
      const { token } = conversation.state()
      if (token === openWith) return
      if (token === null) close()
      else redial()
    },
    /** Tells the office that the citizen has seen its messages. */
    markRead(): void {
      const last = unread(conversation.state()).at(-1)
      if (!last) return
      conversation.seen(last.seq)
      if (socket?.connected) socket.emit('read', { seq: last.seq })
    },
    typing(on: boolean): void {
      if (socket?.connected && openWith !== null) socket.volatile.emit('typing', { on })
    },
    close,
  }
}

type TimedSocket = ReturnType<ChatSocket['timeout']>

function codeOf(error: Error & { data?: { code?: string } }): string {
  return error.data?.code ?? error.message
}

/**
 * The line to the office: opened only when there is something to say or to fetch, and brought up again for as long
 * as the panel lives.
 */
import type { Socket } from 'socket.io-client'
import type { ChatCommands, ChatEvents, OfferedAnswer } from '../../server/wire/chat-socket.ts'
import type { Conversation } from './conversation.ts'
import { createSender } from './sender.ts'
import { unread, type Failure } from './state.ts'

export type ChatSocket = Socket<ChatEvents, ChatCommands>
export type Credentials = { token?: string; afterSeq?: number }
export type Face = Parameters<ChatEvents['agent']>[0]
type Queue = Parameters<ChatEvents['queue']>[0]
/** Makes a socket, not yet connected, that asks for its credentials at every connect. */
export type Dial = (credentials: () => Credentials) => ChatSocket

/** What is true only while the line is up. Nothing of it is kept. */
export interface Live {
  line: 'closed' | 'connecting' | 'online' | 'broken'
  agent: Face | null
  /** Name of who is typing; empty when the server did not say. */
  typing: string | null
  queue: Queue | null
  /** A refusal that passes by itself; what was refused is sent again. */
  delay: Failure | null
}

export type Connection = ReturnType<typeof createConnection>

/** How long an acknowledgement may take, and how long to wait where waiting helps. Tests are less patient. */
const patience = { ackTimeoutMs: 10_000, retryDelayMs: 4_000 }
const typingShownMs = 8_000

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
  let retryTimer: ReturnType<typeof setTimeout> | undefined
  let typingTimer: ReturnType<typeof setTimeout> | undefined
  let live: Live = { line: 'closed', agent: null, typing: null, queue: null, delay: null }

  const sender = createSender(conversation, {
    line: () => (socket?.connected && isReady ? socket : null),
    started: (token) => (openWith = token),
    delayed(delay) {
      if (delay !== live.delay) show({ delay })
    },
    later: () => later(() => void sender.flush()),
    ackTimeoutMs,
  })

  function show(news: Partial<Live>): void {
    live = { ...live, ...news }
    changed()
  }

  function open(): void {
    if (socket?.connected) void sender.flush()
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
      void sender.flush()
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
      void sender.flush()
    })
    socket.on('message', (message) => {
      conversation.received([message])
      if (message.author.kind === 'agent') show({ typing: null, queue: null })
    })
    socket.on('message:changed', (message) => conversation.stored(message))
    socket.on('typing', ({ on, name }) => {
      clearTimeout(typingTimer)
      show({ typing: on ? (name ?? '') : null })
      if (on) typingTimer = setTimeout(() => show({ typing: null }), typingShownMs)
    })
    socket.on('agent', (agent) => show({ agent, queue: null }))
    socket.on('marks', conversation.marked)
    socket.on('queue', (queue) => show({ queue }))
    socket.on('ended', ({ until }) => conversation.ended(until))
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
    /** What could be read besides. Rejects without a line. */
    async others(): Promise<OfferedAnswer[]> {
      const ack = await socket?.timeout(ackTimeoutMs).emitWithAck('others', {})
      return ack?.ok ? ack.items : []
    },
    show: (answer: string) => void socket?.emit('show', { answer }, () => undefined),
    /** Resolves false where there is no address, no line, or it was sent a moment ago. */
    async mailTranscript(): Promise<boolean> {
      const ack = await socket
        ?.timeout(ackTimeoutMs)
        .emitWithAck('transcript', {})
        .catch(() => null)
      return ack?.ok ?? false
    },
    /** Takes the key back, where the line allows it; without it the key is only forgotten here. */
    async revoke(): Promise<void> {
      await socket
        ?.timeout(ackTimeoutMs)
        .emitWithAck('revoke', {})
        .catch(() => null)
    },
    close,
  }
}

function codeOf(error: Error & { data?: { code?: string } }): string {
  return error.data?.code ?? error.message
}

/**
 * The chat window on the office's website, over Socket.IO. A conversation is a ticket from its first message;
 * opening the window makes nothing. An acknowledgement means: stored on disk.
 */
import type { Namespace, Socket } from 'socket.io'
import { z } from 'zod'
import type { Channel, Log, Receive } from '../channel.ts'
import { createAudience, type Listener, type ThreadMessage } from './audience.ts'
import { createLimits } from './limits.ts'
import { ChatAuth, ChatMessage, ChatRate, ChatRead, ChatStart, ChatTyping, type Ack } from './protocol.ts'
import { ChatError, toInbound, toStartInbound } from './understand.ts'

/** Events of one window that may wait for those before them. */
const longestLine = 500

export interface ChatConfig {
  startsPerMinute: number
}

export interface ChatDeps<M extends ThreadMessage> {
  namespace: Namespace
  receive: Receive
  log: Log
  /** Turns a thrown thing into what a citizen may read. */
  describeError: (error: unknown) => { code: string; message: string }
  conversations: {
    tokenFor(ticketId: number): Promise<string>
    open(token: string): Promise<{ ticketId: number; number: string; isEnded: boolean } | null>
    messagesAfter(ticketId: number, afterSeq: number): Promise<M[]>
    message(id: number): Promise<M>
    mark(ticketId: number, seq: number, state: 'delivered' | 'read'): Promise<void>
    end(ticketId: number): Promise<void>
    resume(ticketId: number): Promise<void>
    rate(ticketId: number, score: number, comment: string | null): Promise<void>
  }
  onTyping: (ticketId: number, on: boolean) => void
}

export interface ChatChannel<M extends ThreadMessage> extends Channel {
  /** A message was added to a thread: tell the windows that listen. */
  tell(message: M): void
  tellChanged(message: M): void
  showTyping(ticketId: number, name: string, on: boolean): void
}

interface Conversation<M extends ThreadMessage> {
  ticketId: number
  listener: Listener<M>
  isEnded: boolean
}

export function createChatChannel<M extends ThreadMessage>(
  config: ChatConfig,
  deps: ChatDeps<M>,
): ChatChannel<M> {
  const { conversations, receive, log } = deps
  const audience = createAudience<M>(conversations.messagesAfter)
  const limits = createLimits(config)

  function serve(socket: Socket): void {
    let conversation: Conversation<M> | null = null
    let line: Promise<unknown> = Promise.resolve()
    let inLine = 0

    /** Answers every event with an acknowledgement, whatever happens; one after another, as a person wrote them. */
    function on<S extends z.ZodType>(
      event: string,
      schema: S,
      handle: (payload: z.infer<S>) => Promise<object>,
    ): void {
      socket.on(event, (...args: unknown[]) => {
        const ack = args.at(-1)
        const answer = (result: Ack) => (typeof ack === 'function' ? (ack(result) as void) : undefined)
        const payload = typeof args[0] === 'function' ? undefined : args[0]
        if (inLine >= longestLine) {
          const error = { code: 'rate-limited', message: 'Terlalu banyak pesan. Coba lagi sebentar lagi.' }
          return answer({ ok: false, error })
        }
        inLine++
        line = line
          .then(() => handle(parsed(schema, payload)))
          .then((result) => answer({ ok: true, ...result }))
          .catch((error: unknown) => answer({ ok: false, error: explain(error) }))
          .finally(() => inLine--)
      })
    }

    function current(): Conversation<M> {
      if (!conversation) throw new ChatError('no-conversation', 'Mulailah percakapan dahulu.')
      return conversation
    }

    async function enter(
      ticketId: number,
      afterSeq: number,
      isEnded: boolean,
      onMissed: (missed: M[]) => void,
    ) {
      conversation = {
        ticketId,
        isEnded,
        listener: await audience.join(socket, ticketId, afterSeq, onMissed),
      }
    }

    on('start', ChatStart, async (payload) => {
      await limits.start(addressOf(socket))
      const received = await receive(toStartInbound(payload))
      const message = await conversations.message(received.messageId)
      const reply = {
        token: await conversations.tokenFor(received.ticketId),
        ticket: { number: received.ticketNumber },
      }
      if (conversation?.ticketId !== received.ticketId) {
        const missed: M[] = []
        await enter(received.ticketId, message.seq, false, (messages) => missed.push(...messages))
        for (const one of missed) socket.emit('message', one)
      }
      return { ...reply, message }
    })

    on('message', ChatMessage, async (payload) => {
      const { ticketId, listener, isEnded } = current()
      await limits.message(ticketId)
      listener.ownClientIds.add(payload.clientId)
      if (isEnded) await conversations.resume(ticketId)
      current().isEnded = false
      const received = await receive(toInbound(payload, ticketId))
      return { message: await conversations.message(received.messageId) }
    })

    on('typing', ChatTyping, async ({ on: isTyping }) => {
      const { ticketId } = current()
      await limits.signal(ticketId)
      deps.onTyping(ticketId, isTyping)
      return {}
    })

    on('read', ChatRead, async ({ seq }) => {
      const { ticketId } = current()
      await limits.signal(ticketId)
      await conversations.mark(ticketId, seq, 'read')
      return {}
    })

    on('end', z.unknown(), async () => {
      const { ticketId } = current()
      await conversations.end(ticketId)
      current().isEnded = true
      audience.emit(ticketId, 'ended', {})
      return {}
    })

    on('rate', ChatRate, async ({ score, comment }) => {
      const { ticketId } = current()
      await limits.signal(ticketId)
      await conversations.rate(ticketId, score, comment?.trim() || null)
      return {}
    })

    const known = socket.data as {
      conversation?: { ticketId: number; number: string; isEnded: boolean }
      afterSeq?: number
    }
    if (known.conversation) {
      const { ticketId, number, isEnded } = known.conversation
      line = enter(ticketId, known.afterSeq ?? 0, isEnded, (messages) => {
        socket.emit('sync', { messages, ticket: { number } })
        if (isEnded) socket.emit('ended', {})
      })
        .then(() => conversations.mark(ticketId, conversation?.listener.toldSeq ?? 0, 'delivered'))
        .catch((err: unknown) => {
          log.error({ err, ticketId }, 'a conversation could not be resumed')
          socket.disconnect(true)
        })
    }
  }

  function explain(error: unknown): { code: string; message: string } {
    if (error instanceof ChatError) return { code: error.code, message: error.message }
    return deps.describeError(error)
  }

  return {
    kind: 'chat',
    isRepeatable: true, // what was sent is what stands in the thread; a window is told each place once
    async start() {
      deps.namespace.use((socket, next) => {
        authenticate(socket, conversations.open).then(
          () => next(),
          (error: unknown) =>
            next(Object.assign(new Error(explain(error).message), { data: explain(error) })),
        )
      })
      deps.namespace.on('connection', serve)
    },
    async stop() {
      deps.namespace.disconnectSockets(true)
    },
    async send(message) {
      // The thread itself reaches the window by `tell`, as soon as it is committed; here is only asked whether one listens.
      const isOpen = audience.isListening(message.ticket.id)
      return { providerId: `chat:${message.id}`, state: isOpen ? 'delivered' : 'sent' }
    },
    tell: (message) => audience.tell(message),
    tellChanged: (message) => audience.tellChanged(message),
    showTyping: (ticketId, name, on) => audience.emit(ticketId, 'typing', { on, name }),
  }
}

/** A window without a token may start; one with a token must have a good one. */
async function authenticate(
  socket: Socket,
  open: ChatDeps<ThreadMessage>['conversations']['open'],
): Promise<void> {
  const auth = ChatAuth.safeParse(socket.handshake.auth)
  if (!auth.success) throw new ChatError('bad-request', 'Data sambungan tidak dikenali.')
  if (auth.data.token === undefined) return
  const conversation = await open(auth.data.token)
  if (!conversation) throw new ChatError('unauthorized', 'Percakapan ini tidak dikenal atau sudah ditutup.')
  Object.assign(socket.data as object, { conversation, afterSeq: auth.data.afterSeq ?? 0 })
}

/** Who is at the other end. A proxy on this machine names the address it speaks for, last in the list. */
function addressOf(socket: Socket): string {
  const { address, headers } = socket.handshake
  const forwarded = String(headers['x-forwarded-for'] ?? '')
    .split(',')
    .at(-1)
    ?.trim()
  const isLocal = /^(::1|(::ffff:)?127\.)/.test(address)
  return isLocal && forwarded ? forwarded : address
}

function parsed<S extends z.ZodType>(schema: S, payload: unknown): z.infer<S> {
  const result = schema.safeParse(payload)
  if (result.success) return result.data
  const [issue] = result.error.issues
  const where = issue?.path.join('.')
  throw new ChatError('invalid', `${where ? `${where}: ` : ''}${issue?.message ?? 'invalid'}`)
}

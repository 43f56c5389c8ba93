/** One chat window: what it sends, answered one after another and always with an acknowledgement. */
import type { Socket } from 'socket.io'
import { z } from 'zod'
import type { Log } from '../contract/channel.ts'
import type { Receive } from '../contract/inbound.ts'
import type { Vouched } from '../contract/visitor.ts'
import type { Audience, Listener, ThreadMessage } from './audience.ts'
import type { Conversations, OpenConversation } from './conversations.ts'
import type { Flood } from './flood.ts'
import type { Limits } from './limits.ts'
import { serveOffers } from './offers.ts'
import { ChatMessage, ChatRate, ChatRead, ChatStart, ChatTyping, type Ack, type Refusal } from './protocol.ts'
import type { Queue } from './queue.ts'
import type { Gate } from './gate.ts'
import { addressOf, deviceOf, languagesOf, pageOf } from './visitor.ts'
import { ChatError, toInbound, toStartInbound } from './understand.ts'

/** Events of one window that may wait for those before them. */
const longestLine = 500

interface Conversation<M extends ThreadMessage> {
  ticketId: number
  listener: Listener<M>
}

/** What the handshake found out about a window that has come back. */
export interface Resumed {
  conversation: OpenConversation
  afterSeq: number
}

/** Whom the embedding site vouches for, as the handshake found out. */
export interface Known {
  vouched: Vouched | null
  /** The page that carries the window, as it says. */
  page: string | null
}

interface ServeDeps<M extends ThreadMessage> {
  receive: Receive
  log: Log
  conversations: Conversations<M>
  onTyping: (ticketId: number, on: boolean) => void
  audience: Audience<M>
  queue: Queue
  room: (ticketId: number) => {
    emit(event: string, payload: object): unknown
    disconnectSockets(close: boolean): unknown
  }
  limits: Limits
  flood: Flood
  gate: Gate
  explain: (error: unknown) => Refusal
}

export const roomOf = (ticketId: number) => `ticket ${ticketId}`

export function createServe<M extends ThreadMessage>(deps: ServeDeps<M>) {
  const { receive, log, conversations, audience, queue, room, limits, flood, gate, explain } = deps

  return function serve(socket: Socket): void {
    let conversation: Conversation<M> | null = null
    let line: Promise<unknown> = Promise.resolve()
    let inLine = 0
    const events = new Set<string>()

    /** Answers every event with an acknowledgement, whatever happens; one after another, as a person wrote them. */
    function on<S extends z.ZodType>(
      event: string,
      schema: S,
      handle: (payload: z.infer<S>) => Promise<object>,
    ): void {
      events.add(event)
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
      // A window is in one conversation at a time.
      if (conversation) {
        audience.leave(conversation.listener)
        await socket.leave(roomOf(conversation.ticketId))
      }
      const listener = audience.join(socket, ticketId, afterSeq, isEnded)
      conversation = { ticketId, listener }
      if (!socket.connected) return audience.leave(listener)
      await socket.join(roomOf(ticketId))
      await audience.catchUp(listener, onMissed)
      queue.changed()
    }

    /** Every window of the conversation, once it is over on disk. */
    async function tellEnded(): Promise<void> {
      const { ticketId, listener } = current()
      listener.isEnded = true
      const end = await conversations.endOf(ticketId)
      if (end) room(ticketId).emit('ended', end)
    }

    async function isOver(ticketId: number): Promise<boolean> {
      const end = await conversations.endOf(ticketId)
      return end !== null && Date.parse(end.until) < Date.now()
    }

    // What it sent before it went is still taken in.
    socket.on('disconnect', () => conversation && audience.leave(conversation.listener))

    on('start', ChatStart, async (payload) => {
      const address = addressOf(socket.handshake)
      const known = socket.data as Partial<Known>
      const vouched = known.vouched ?? undefined
      const visitor = {
        page: pageOf(payload.page ?? known.page ?? undefined),
        device: deviceOf(socket.handshake),
        languages: languagesOf(socket.handshake),
        addressKey: gate.addressKey(address),
      }
      if (gate.isBlocked({ addressKey: visitor.addressKey, ...(vouched && { person: vouched.person }) }))
        throw blocked()
      await limits.start(address)
      await flood.askForWork(address, payload.proof)
      const received = await receive(
        toStartInbound(payload, address, { visitor, ...(vouched && { vouched }) }),
      )
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
      const { ticketId, listener } = current()
      if (gate.isBlocked({ ticketId })) throw blocked()
      await limits.message(ticketId)
      if (listener.isEnded && (await isOver(ticketId))) throw over()
      listener.ownClientIds.add(payload.clientId)
      const received = await receive(toInbound(payload, ticketId)).catch((error: unknown) => {
        listener.ownClientIds.delete(payload.clientId)
        throw error
      })
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
      await tellEnded()
      return {}
    })

    on('revoke', z.unknown(), async () => {
      const { ticketId } = current()
      await conversations.revoke(ticketId)
      // Once this window has its acknowledgement; whoever else holds the old key is put out too.
      setImmediate(() => room(ticketId).disconnectSockets(true))
      return {}
    })

    on('transcript', z.unknown(), async () => {
      const { ticketId } = current()
      await limits.signal(ticketId)
      await conversations.mailTranscript(ticketId)
      return {}
    })

    on('rate', ChatRate, async ({ score, comment }) => {
      const { ticketId } = current()
      await limits.signal(ticketId)
      await conversations.rate(ticketId, score, comment?.trim() || null)
      return {}
    })

    serveOffers({
      on,
      ticketId: () => current().ticketId,
      conversations,
      limits,
      ended: tellEnded,
    })

    socket.onAny((event: string, ...args: unknown[]) => {
      const ack = args.at(-1)
      if (events.has(event) || typeof ack !== 'function') return
      const error = { code: 'unknown-event', message: 'Perintah ini tidak dikenal.' }
      ack({ ok: false, error } satisfies Ack)
    })

    const { conversation: known, afterSeq = 0 } = socket.data as Partial<Resumed>
    if (known) {
      const { ticketId, number, end, marks, lastSeq } = known
      // A place that does not exist yet (a copy was restored) would make it deaf until the thread gets there.
      line = enter(ticketId, Math.min(afterSeq, lastSeq), end !== null, (messages) => {
        socket.emit('sync', { messages, ticket: { number } })
        if (marks.deliveredSeq > 0) socket.emit('marks', marks)
        if (end) socket.emit('ended', end)
      })
        .then(() => conversations.mark(ticketId, conversation?.listener.toldSeq ?? 0, 'delivered'))
        .catch((err: unknown) => {
          log.error({ err, ticketId }, 'a conversation could not be resumed')
          socket.disconnect(true)
        })
    }
  }
}

function blocked(): ChatError {
  return new ChatError(
    'blocked',
    'Percakapan lewat chat tidak dapat dilanjutkan. Silakan hubungi kami lewat surel.',
  )
}

function over(): ChatError {
  return new ChatError('over', 'Percakapan ini sudah berakhir. Silakan mulai yang baru.')
}

function parsed<S extends z.ZodType>(schema: S, payload: unknown): z.infer<S> {
  const result = schema.safeParse(payload)
  if (result.success) return result.data
  const [issue] = result.error.issues
  const where = issue?.path.join('.')
  throw new ChatError('invalid', `${where ? `${where}: ` : ''}${issue?.message ?? 'invalid'}`)
}

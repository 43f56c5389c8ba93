/** One chat window: what it sends, answered one after another and always with an acknowledgement. */
import type { Socket } from 'socket.io'
import { z } from 'zod'
import type { Log } from '../contract/channel.ts'
import type { Receive } from '../contract/inbound.ts'
import type { Vouched } from '../contract/visitor.ts'
import type { Audience, ThreadMessage } from './audience.ts'
import type { Conversations, OpenConversation } from './conversations.ts'
import type { Flood } from './flood.ts'
import type { Gate } from './gate.ts'
import type { Limits } from './limits.ts'
import { serveOffers } from './offers.ts'
import { createLine } from './line.ts'
import { ChatMessage, ChatRate, ChatRead, ChatStart, ChatTyping, type Refusal } from './protocol.ts'
import type { Queue } from './queue.ts'
import { createSeat, type Room } from './seat.ts'
import { ChatError, toInbound, toStartInbound } from './understand.ts'
import { addressOf, deviceOf, languagesOf, pageOf } from './visitor.ts'

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
  room: Room
  limits: Limits
  flood: Flood
  gate: Gate
  explain: (error: unknown) => Refusal
}

export function createServe<M extends ThreadMessage>(deps: ServeDeps<M>) {
  const { receive, log, conversations, audience, queue, room, limits, flood, gate, explain } = deps

  return function serve(socket: Socket): void {
    const line = createLine(socket, explain)
    const seat = createSeat(socket, { conversations, audience, queue, room })
    const { on } = line
    const { current } = seat

    /** Whoever was blocked may read, go and take their key back, and nothing else. */
    function speaking() {
      const listener = current()
      if (gate.isBlocked({ ticketId: listener.ticketId })) throw blocked()
      return listener
    }

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
      if (!seat.isIn(received.ticketId)) {
        const missed: M[] = []
        const from = { afterSeq: message.seq, isEnded: false }
        await seat.enter(received.ticketId, from, (messages) => missed.push(...messages))
        for (const one of missed) socket.emit('message', one)
      }
      return { ...reply, message }
    })

    on('message', ChatMessage, async (payload) => {
      const { ticketId, ownClientIds } = speaking()
      await limits.message(ticketId)
      if (await seat.isOver()) throw over()
      ownClientIds.add(payload.clientId)
      const received = await receive(toInbound(payload, ticketId)).catch((error: unknown) => {
        ownClientIds.delete(payload.clientId)
        throw error
      })
      return { message: await conversations.message(received.messageId) }
    })

    on('typing', ChatTyping, async ({ on: isTyping }) => {
      const { ticketId } = speaking()
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
      await seat.tellEnded()
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
      const { ticketId } = speaking()
      await limits.signal(ticketId)
      await conversations.mailTranscript(ticketId)
      return {}
    })

    on('rate', ChatRate, async ({ score, comment }) => {
      const { ticketId } = speaking()
      await limits.signal(ticketId)
      await conversations.rate(ticketId, score, comment?.trim() || null)
      return {}
    })

    serveOffers({
      on,
      ticketId: () => speaking().ticketId,
      conversations,
      limits,
      ended: seat.tellEnded,
    })

    const { conversation: known, afterSeq = 0 } = socket.data as Partial<Resumed>
    if (known) {
      const { ticketId, number, end, marks, lastSeq } = known
      // A place that does not exist yet (a copy was restored) would make it deaf until the thread gets there.
      const from = { afterSeq: Math.min(afterSeq, lastSeq), isEnded: end !== null }
      const resumed = seat.enter(ticketId, from, (messages) => {
        socket.emit('sync', { messages, ticket: { number } })
        if (marks.deliveredSeq > 0) socket.emit('marks', marks)
        if (end) socket.emit('ended', end)
      })
      line.begin(
        resumed
          .then(() => conversations.mark(ticketId, current().toldSeq, 'delivered'))
          .catch((err: unknown) => {
            log.error({ err, ticketId }, 'a conversation could not be resumed')
            socket.disconnect(true)
          }),
      )
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

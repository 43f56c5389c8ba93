/** One chat window: what it sends, answered one after another and always with an acknowledgement. */
import type { Socket } from 'socket.io'
import { z } from 'zod'
import type { Log } from '../contract/channel.ts'
import type { Audience, ThreadMessage } from './audience.ts'
import { createBegin, type BeginDeps } from './begin.ts'
import type { Conversations, OpenConversation } from './conversations.ts'
import { serveOffers } from './offers.ts'
import { createLine } from './line.ts'
import { ChatMessage, ChatRate, ChatRead, ChatStart, ChatTyping, type Refusal } from './protocol.ts'
import type { Queue } from './queue.ts'
import { createSeat, type Room } from './seat.ts'
import { blocked, ChatError, toInbound } from './understand.ts'

/** What the handshake found out about a window that has come back. */
export interface Resumed {
  conversation: OpenConversation
  afterSeq: number
}

interface ServeDeps<M extends ThreadMessage> extends BeginDeps<M> {
  log: Log
  conversations: Conversations<M>
  onTyping: (ticketId: number, on: boolean) => void
  audience: Audience<M>
  queue: Queue
  room: Room
  explain: (error: unknown) => Refusal
}

export function createServe<M extends ThreadMessage>(deps: ServeDeps<M>) {
  const { receive, log, conversations, audience, queue, room, limits, gate, explain } = deps
  const begin = createBegin(deps)

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

    on('start', ChatStart, (payload) => begin(socket, seat, payload))

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

function over(): ChatError {
  return new ChatError('over', 'Percakapan ini sudah berakhir. Silakan mulai yang baru.')
}

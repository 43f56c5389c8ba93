/** The conversation that one window is in; at most one at a time. */
import type { Socket } from 'socket.io'
import type { Audience, Listener, ThreadMessage } from './audience.ts'
import type { Conversations } from './conversations.ts'
import type { Queue } from './queue.ts'
import { ChatError } from './understand.ts'

export const roomOf = (ticketId: number) => `ticket ${ticketId}`

/** Every window of a conversation, in whichever process. */
export type Room = (ticketId: number) => {
  emit(event: string, payload: object): unknown
  disconnectSockets(close: boolean): unknown
}

interface SeatDeps<M extends ThreadMessage> {
  conversations: Pick<Conversations<M>, 'endOf'>
  audience: Audience<M>
  queue: Queue
  room: Room
}

export type Seat<M extends ThreadMessage> = ReturnType<typeof createSeat<M>>

export function createSeat<M extends ThreadMessage>(
  socket: Socket,
  { conversations, audience, queue, room }: SeatDeps<M>,
) {
  let listener: Listener<M> | null = null

  /** Throws `no-conversation`. */
  function current(): Listener<M> {
    if (!listener) throw new ChatError('no-conversation', 'Mulailah percakapan dahulu.')
    return listener
  }

  // What it sent before it went is still taken in.
  socket.on('disconnect', () => listener && audience.leave(listener))

  return {
    current,
    isIn: (ticketId: number) => listener?.ticketId === ticketId,
    async enter(
      ticketId: number,
      { afterSeq, isEnded }: { afterSeq: number; isEnded: boolean },
      onMissed: (missed: M[]) => void,
    ): Promise<void> {
      if (listener) {
        audience.leave(listener)
        await socket.leave(roomOf(listener.ticketId))
      }
      const joined = audience.join(socket, ticketId, afterSeq, isEnded)
      listener = joined
      if (!socket.connected) return audience.leave(joined)
      await socket.join(roomOf(ticketId))
      await audience.catchUp(joined, onMissed)
      queue.changed()
    },
    /** Tells every window of the conversation, once it is over on disk. */
    async tellEnded(): Promise<void> {
      const ended = current()
      ended.isEnded = true
      const end = await conversations.endOf(ended.ticketId)
      if (end) room(ended.ticketId).emit('ended', end)
    },
    /** Ended so long ago that writing begins another. */
    async isOver(): Promise<boolean> {
      const { isEnded, ticketId } = current()
      const end = isEnded ? await conversations.endOf(ticketId) : null
      return end !== null && Date.parse(end.until) < Date.now()
    },
  }
}

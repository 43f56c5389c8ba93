/**
 * Who is listening to which conversation in this process, and up to which message each has been told. A window
 * that has just come back is told in order what it missed, and what happens meanwhile waits its turn: so nobody
 * sees a message twice, out of order, or not at all.
 */
import type { Socket } from 'socket.io'
import type { End } from './protocol.ts'

export interface ThreadMessage {
  id: number
  ticketId: number
  seq: number
  direction: 'inbound' | 'outbound' | 'internal'
  clientId: string | null
  author: { name: string | null; picture?: string | undefined }
}

export interface Listener<M extends ThreadMessage> {
  socket: Socket
  ticketId: number
  /** The last place in the thread this window has been told of. */
  toldSeq: number
  /** What this window itself sent: the acknowledgement tells it, an echo would double it. */
  ownClientIds: Set<string>
  /** Null once the window has caught up. */
  waiting: M[] | null
  /** What it was last told of who answers. */
  agent: Face | null
  isEnded: boolean
  /** What it was last told of its place in the queue; null when it stands in none. */
  toldPlace: Place | null
}

/** Of an agent, as citizens see them. */
export interface Face {
  name: string
  picture?: string | undefined
}

/** Where a chat stands among those nobody has answered yet. */
export interface Place {
  /** 1 is next. */
  position: number
  /** An estimate. */
  waitSeconds: number
  /** Somebody is there who takes chats. */
  staffed: boolean
}

export type Audience<M extends ThreadMessage> = ReturnType<typeof createAudience<M>>

export function createAudience<M extends ThreadMessage>(
  messagesAfter: (ticketId: number, afterSeq: number) => Promise<M[]>,
) {
  const listenersOf = new Map<number, Set<Listener<M>>>()

  function tell(listener: Listener<M>, message: M): void {
    if (message.seq <= listener.toldSeq) return
    if (listener.waiting) return void listener.waiting.push(message)
    listener.toldSeq = message.seq
    listener.isEnded = false // whoever writes takes the conversation up again
    if (message.clientId !== null && listener.ownClientIds.delete(message.clientId)) return
    const { name, picture } = message.author
    if (message.direction === 'outbound' && name) tellAgent(listener, { name, picture })
    listener.socket.emit('message', message)
  }

  function tellAgent(listener: Listener<M>, agent: Face): void {
    if (agent.name === listener.agent?.name && agent.picture === listener.agent.picture) return
    listener.agent = agent
    listener.socket.emit('agent', agent)
  }

  return {
    /** Joins a window to its conversation; it hears nothing new before it has caught up. */
    join(socket: Socket, ticketId: number, afterSeq: number, isEnded: boolean): Listener<M> {
      const listener: Listener<M> = {
        socket,
        ticketId,
        toldSeq: afterSeq,
        ownClientIds: new Set(),
        waiting: [],
        agent: null,
        isEnded,
        toldPlace: null,
      }
      const listeners = listenersOf.get(ticketId) ?? new Set()
      listenersOf.set(ticketId, listeners.add(listener))
      return listener
    },
    /** Hands what it missed to `onMissed`, and then what came meanwhile. */
    async catchUp(listener: Listener<M>, onMissed: (messages: M[]) => void): Promise<void> {
      const missed = await messagesAfter(listener.ticketId, listener.toldSeq)
      onMissed(missed)
      listener.toldSeq = missed.at(-1)?.seq ?? listener.toldSeq
      const meanwhile = listener.waiting ?? []
      listener.waiting = null
      for (const message of meanwhile) tell(listener, message)
    },
    leave(listener: Listener<M>): void {
      const listeners = listenersOf.get(listener.ticketId)
      listeners?.delete(listener)
      if (listeners?.size === 0) listenersOf.delete(listener.ticketId)
    },
    tell(message: M): void {
      for (const listener of listenersOf.get(message.ticketId) ?? []) tell(listener, message)
    },
    /** What a window has not been told of yet is new to it: an answer that was put off goes. */
    tellChanged(message: M): void {
      for (const listener of listenersOf.get(message.ticketId) ?? []) {
        if (message.seq <= listener.toldSeq) listener.socket.emit('message:changed', message)
        else tell(listener, message)
      }
    },
    /** Whose conversation it is now. */
    tellAgent(ticketId: number, agent: Face): void {
      for (const listener of listenersOf.get(ticketId) ?? []) tellAgent(listener, agent)
    },
    /** A conversation is over; each window is told once. */
    tellEnded(ticketId: number, end: End): void {
      for (const listener of listenersOf.get(ticketId) ?? []) {
        if (!listener.isEnded) listener.socket.emit('ended', end)
        listener.isEnded = true
      }
    },
    /** Tells each window its place when that is news to it. */
    tellPlaces(placeOf: (ticketId: number) => Place | null): void {
      for (const [ticketId, listeners] of listenersOf) {
        const place = placeOf(ticketId)
        for (const listener of listeners) {
          if (listener.waiting) continue // it asks itself once it has caught up
          const isNews =
            place?.position !== listener.toldPlace?.position ||
            place?.waitSeconds !== listener.toldPlace?.waitSeconds ||
            place?.staffed !== listener.toldPlace?.staffed
          if (place && isNews) listener.socket.emit('queue', place)
          listener.toldPlace = place
        }
      }
    },
    isListening: (ticketId: number) => listenersOf.has(ticketId),
    isEmpty: () => listenersOf.size === 0,
  }
}

import { signal, type ReadonlySignal } from '@preact/signals'
import { io, type Socket } from 'socket.io-client'
import type { DeskCommands, DeskEvents } from '../../server/wire/desk-socket.ts'

export type Connection = 'connecting' | 'live' | 'lost'

export interface DeskSocket {
  connection: ReadonlySignal<Connection>
  connect(): void
  disconnect(): void
  /** Which ticket stands open; said again after every reconnect. */
  view(ticketId: number | null): void
  typing(ticketId: number, on: boolean): void
}

export interface DeskSocketHandlers {
  onEvent<Name extends DeskEventName>(name: Name, payload: PayloadOf<Name>): void
  /** What was shown may be out of date: load afresh. */
  onStale(): void
  /** The server would not let us in; perhaps the session ended. */
  onRefused(): void
}

export type DeskEventName = Exclude<keyof DeskEvents, 'ready' | 'resync'>
export type PayloadOf<Name extends keyof DeskEvents> = Parameters<DeskEvents[Name]>[0]

const eventNames: DeskEventName[] = [
  'ticket:created',
  'ticket:changed',
  'message:created',
  'message:changed',
  'presence',
  'typing',
  'staff',
]

const refusedAgainMs = 5000

/** The live line to `/desk`. Remembers the last event number and asks for what came after it. */
export function createDeskSocket({ onEvent, onStale, onRefused }: DeskSocketHandlers): DeskSocket {
  const connection = signal<Connection>('connecting')
  let lastEvent: number | null = null
  let viewed: number | null = null
  let retry: ReturnType<typeof setTimeout> | undefined
  const socket: Socket<DeskEvents, DeskCommands> = io('/desk', {
    autoConnect: false,
    withCredentials: true,
    transports: ['websocket', 'polling'],
    tryAllTransports: true,
    auth: (give) => give(lastEvent === null ? {} : { afterEvent: lastEvent }),
  })
  const note = (event: number) => {
    lastEvent = Math.max(lastEvent ?? 0, event)
  }
  // Citizens are told what was read: a tab that nobody sees reads nothing.
  const sayView = () => socket.emit('view', { ticketId: viewed, seen: !document.hidden }, () => undefined)

  socket.on('connect', () => {
    connection.value = 'live'
    sayView()
  })
  socket.on('disconnect', (reason) => {
    connection.value = 'lost'
    if (reason === 'io server disconnect') retry = setTimeout(() => socket.connect(), refusedAgainMs)
  })
  socket.on('connect_error', () => {
    connection.value = 'lost'
    // A refused handshake leaves the socket inactive; a mere network fault is retried by socket.io itself.
    if (socket.active) return
    onRefused()
    retry = setTimeout(() => socket.connect(), refusedAgainMs)
  })
  socket.on('ready', ({ event }) => {
    // Between the first page and this moment something may have happened that no event told.
    if (lastEvent === null) onStale()
    note(event)
  })
  socket.on('resync', ({ event }) => {
    lastEvent = event
    onStale()
  })
  for (const name of eventNames) listen(name)
  // What comes into the ticket that is open here is on the screen now.
  socket.on('message:created', ({ ticket }) => {
    if (ticket.id === viewed) sayView()
  })
  document.addEventListener('visibilitychange', () => {
    if (socket.connected && viewed !== null) sayView()
  })

  function listen<Name extends DeskEventName>(name: Name): void {
    const handler = (payload: PayloadOf<Name>) => {
      note(payload.event)
      onEvent(name, payload)
    }
    socket.on(name, handler as never)
  }

  return {
    connection,
    connect: () => socket.connect(),
    disconnect: () => {
      clearTimeout(retry)
      socket.disconnect()
      lastEvent = null
      connection.value = 'connecting'
    },
    view: (ticketId) => {
      viewed = ticketId
      if (socket.connected) sayView()
    },
    typing: (ticketId, on) => {
      if (socket.connected) socket.emit('typing', { ticketId, on }, () => undefined)
    },
  }
}

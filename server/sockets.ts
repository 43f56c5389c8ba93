/** Who connects, who hears what: agents in `/desk`. Citizens' `/chat` belongs to its channel. */
import type { Namespace, Server, Socket } from 'socket.io'
import { z } from 'zod'
import type { ChatChannel } from '../channels/chat/index.ts'
import type { Auth } from './auth.ts'
import type { CitizenView } from './desk/citizen-view.ts'
import type { OfficeMarks } from './desk/chat-marks.ts'
import type { DeskEvent, Events } from './desk/events.ts'
import { nameForCitizens } from './desk/name-for-citizens.ts'
import type { AtDesk } from './desk/routing/at-desk.ts'
import type { StaffWatch } from './desk/routing/staff-watch.ts'
import { shortened } from './desk/shorten.ts'
import { createDeskDoor, type Admitted } from './desk-door.ts'
import { asTanyaError } from './errors.ts'
import type { Logger } from './log.ts'
import type { AgentRef } from './wire/agent.ts'
import type { DeskCommands, DeskEvents } from './wire/desk-socket.ts'
import type { End } from './wire/chat-socket.ts'
import type { Message } from './wire/message.ts'

interface DeskSocketData extends Admitted {
  ticketId: number | null
  isLooking: boolean
}
type DeskNamespace = Namespace<DeskCommands, DeskEvents, Record<string, never>, DeskSocketData>
type DeskSocket = Socket<DeskCommands, DeskEvents, Record<string, never>, DeskSocketData>

const View = z.object({ ticketId: z.int().positive().nullable(), seen: z.boolean().default(true) })
const Typing = z.object({ ticketId: z.int().positive(), on: z.boolean() })

const commands = new Set<string>(['view', 'typing'] satisfies (keyof DeskCommands)[])

export interface SocketDeps {
  io: Server
  auth: Auth
  baseUrl: string
  events: Events
  chat: ChatChannel<Message>
  citizenView: CitizenView
  atDesk: AtDesk
  marks: Pick<OfficeMarks, 'note' | 'noteWaiting'>
  endOf: (ticketId: number) => Promise<End | null>
  staffWatch: StaffWatch
  /** A chat came, or what becomes of one changed. */
  onChat: () => void
  log: Logger
}

export function createSockets(deps: SocketDeps) {
  const { io, auth, baseUrl, events, chat, citizenView, atDesk, marks, staffWatch, log } = deps
  const admit = createDeskDoor(auth, baseUrl)
  const desk = io.of('/desk') as DeskNamespace

  desk.use((socket, next) => {
    admit(socket.handshake).then(
      (admitted) => next(void Object.assign(socket.data, { ...admitted, ticketId: null, isLooking: false })),
      (thrown: unknown) => {
        const { code, message } = asTanyaError(thrown)
        next(Object.assign(new Error(message), { data: { code } }))
      },
    )
  })
  desk.on('connection', (socket) => {
    welcome(socket, events).catch((err: unknown) => {
      log.error({ err }, 'an agent’s screen could not be brought up to date')
      socket.disconnect(true)
    })
    const { sessionHash } = socket.data.caller
    if (sessionHash) void socket.join(roomOf(sessionHash))
    const { id: agentId } = socket.data.caller.agent
    atDesk.came(agentId)
    void marks.noteWaiting().catch((err: unknown) => log.warn({ err }, 'waiting chats could not be marked'))
    socket.on('view', (...args: unknown[]) => {
      const { payload, ack } = heard(args)
      const view = View.safeParse(payload)
      if (!view.success) return refuse(ack)
      const before = socket.data.ticketId
      const { ticketId, seen } = view.data
      socket.data.ticketId = ticketId
      socket.data.isLooking = seen
      if (ticketId !== null && seen) marks.note(ticketId, true)
      if (ticketId !== before) void tellPresence(before).then(() => tellPresence(ticketId))
      accept(ack)
    })
    socket.on('typing', (...args: unknown[]) => {
      const { payload, ack } = heard(args)
      const typing = Typing.safeParse(payload)
      if (!typing.success) return refuse(ack)
      const { ticketId, on } = typing.data
      const { agent } = socket.data.caller
      const by = { kind: 'agent', name: agent.name } as const
      socket.broadcast.emit('typing', { event: events.latest(), ticketId, by, on })
      chat.showTyping(ticketId, nameForCitizens(agent), on)
      accept(ack)
    })
    socket.onAny((event: string, ...args: unknown[]) => {
      if (!commands.has(event))
        refuse(heard(args).ack, { code: 'unknown-event', message: 'There is no such event.' })
    })
    socket.on('disconnect', () => {
      atDesk.left(agentId)
      void tellPresence(socket.data.ticketId)
    })
  })

  auth.onEnded((sessionHash) => void desk.in(roomOf(sessionHash)).disconnectSockets(true))

  staffWatch.on(() => {
    desk.local.emit('staff', { event: events.latest() })
    chat.queueChanged()
    for (const socket of desk.sockets.values()) void lookAgain(socket)
  })

  /** Whoever may sign in no longer is cut off; whoever is called something else now is. */
  async function lookAgain(socket: DeskSocket): Promise<void> {
    const admitted = await admit(socket.handshake).catch((thrown: unknown) => {
      if (asTanyaError(thrown).code === 'unauthorized') socket.disconnect(true)
      return null
    })
    if (admitted) socket.data.caller = admitted.caller
  }

  /** Who has this ticket open, over all processes. */
  async function tellPresence(ticketId: number | null): Promise<void> {
    if (ticketId === null) return
    // Another process that hangs answers nothing, and Redis may be away: then these here are told of.
    const sockets = await desk.fetchSockets().catch(() => desk.local.fetchSockets())
    const agents = sockets
      .filter((socket) => socket.data.ticketId === ticketId)
      .map((socket): AgentRef => ({ id: socket.data.caller.agent.id, name: socket.data.caller.agent.name }))
    const unique = [...new Map(agents.map((agent) => [agent.id, agent])).values()]
    desk.emit('presence', { event: events.latest(), ticketId, agents: unique })
  }

  events.on((event) => {
    // Every process reads the events itself, so each speaks to its own screens alone.
    tell(desk.local.to('agents'), event)
  })
  events.onKept((event) => {
    if (event.ticket.channel === 'chat') tellCitizen(event)
  })

  function tellCitizen({ type, ticket, message }: DeskEvent): void {
    const isTheirs = message?.direction !== 'internal' && message?.copyOf === undefined && !message?.later
    if (message && isTheirs) {
      const seen = citizenView.of(message)
      if (type === 'message:created') chat.tell(seen)
      else chat.tellChanged(seen)
    }
    if (type === 'message:created' && message?.direction === 'inbound') markArrival(ticket.id)
    if (type === 'ticket:changed' && ticket.status === 'closed') void tellClosed(ticket.id)
    if (type === 'ticket:changed' && ticket.assignee)
      chat.tellAgent(ticket.id, citizenView.face(ticket.assignee))
    if (type !== 'message:changed') chat.queueChanged()
    if (message === null) deps.onChat()
  }

  /** What a citizen wrote stands on the screens that this process serves. */
  function markArrival(ticketId: number): void {
    const screens = [...desk.sockets.values()].filter((socket) => socket.rooms.has('agents'))
    const isLookedAt = screens.some(({ data }) => data.ticketId === ticketId && data.isLooking)
    if (screens.length > 0) marks.note(ticketId, isLookedAt)
  }

  async function tellClosed(ticketId: number): Promise<void> {
    const end = await deps
      .endOf(ticketId)
      .catch((err: unknown) => log.warn({ err }, 'an end could not be told'))
    if (end) chat.tellEnded(ticketId, end)
  }

  return {
    /** A citizen writes; agents see the dots. */
    showCitizenTyping(ticketId: number, on: boolean): void {
      desk.emit('typing', { event: events.latest(), ticketId, by: { kind: 'contact', name: null }, on })
    },
  }
}

export type Sockets = ReturnType<typeof createSockets>

/**
 * What was missed, then the live events. Listeners have been told exactly up to `latest()`, so the moment a screen
 * has that too it joins the others: nothing is lost in between and nothing comes twice.
 */
async function welcome(socket: DeskSocket, events: Events): Promise<void> {
  let told = socket.data.afterEvent ?? events.latest()
  if (told > events.latest()) {
    // It has seen what is no more: a copy was restored.
    told = events.latest()
    socket.emit('resync', { event: told })
  }
  while (told < events.latest()) {
    const upTo = events.latest()
    const missed = await events.between(told, upTo)
    if (missed === null) socket.emit('resync', { event: upTo })
    for (const event of missed ?? []) tell(socket, event)
    told = upTo
  }
  void socket.join('agents')
  socket.emit('ready', { event: told })
}

interface Screen {
  emit<E extends keyof DeskEvents>(event: E, ...args: Parameters<DeskEvents[E]>): unknown
}

function tell(screen: Screen, { number, type, ticket, message: whole }: DeskEvent): void {
  const message = whole && shortened(whole)
  if (type === 'message:created' && message) screen.emit(type, { event: number, ticket, message })
  else if (type === 'message:changed' && message) screen.emit(type, { event: number, message })
  else if (type === 'ticket:created' || type === 'ticket:changed')
    screen.emit(type, { event: number, ticket })
}

const roomOf = (sessionHash: string) => `session ${sessionHash}`

/** What a client sent: a payload, an acknowledgement to call, either or none. */
function heard(args: unknown[]): { payload: unknown; ack: unknown } {
  const payload = typeof args[0] === 'function' ? undefined : args[0]
  return { payload, ack: args.find((one) => typeof one === 'function') }
}

function accept(ack: unknown): void {
  if (typeof ack === 'function') ack({ ok: true })
}

const malformed = { code: 'invalid', message: 'The payload is malformed.' }

function refuse(ack: unknown, error = malformed): void {
  if (typeof ack === 'function') ack({ ok: false, error })
}

/** Who connects, who hears what: agents in `/desk`. Citizens' `/chat` belongs to its channel. */
import type { Server } from 'socket.io'
import { z } from 'zod'
import type { ChatChannel } from '../../channels/chat/index.ts'
import type { Auth } from '../auth/index.ts'
import type { OfficeMarks } from '../desk/chat-marks.ts'
import type { Events } from '../desk/events.ts'
import { nameForCitizens } from '../desk/name-for-citizens.ts'
import type { AtDesk } from '../desk/routing/at-desk.ts'
import type { StaffWatch } from '../desk/routing/staff-watch.ts'
import { asTanyaError } from '../errors.ts'
import type { Logger } from '../log.ts'
import type { Message } from '../wire/message.ts'
import { createChatNews, type ChatNewsDeps } from './chat-news.ts'
import { createCommands } from './commands.ts'
import { createDoor } from './door.ts'
import { createPresence } from './presence.ts'
import { tell, upToDate, welcome, type DeskNamespace, type DeskSocket } from './screen.ts'

const View = z.object({ ticketId: z.int().positive().nullable(), seen: z.boolean().default(true) })
const Typing = z.object({ ticketId: z.int().positive(), on: z.boolean() })

export interface SocketDeps extends Omit<ChatNewsDeps, 'isAnyScreenOpen'> {
  io: Server
  auth: Auth
  baseUrl: string
  events: Events
  chat: ChatChannel<Message>
  atDesk: AtDesk
  marks: Pick<OfficeMarks, 'note' | 'noteWaiting'>
  staffWatch: StaffWatch
  log: Logger
}

export function createSockets(deps: SocketDeps) {
  const { io, auth, baseUrl, events, chat, atDesk, marks, staffWatch, log } = deps
  const admit = createDoor(auth, baseUrl)
  const desk = io.of('/desk') as DeskNamespace
  const presence = createPresence(desk, events)
  const tellChat = createChatNews({ ...deps, isAnyScreenOpen: presence.isAnyScreenOpen })

  desk.use((socket, next) => {
    admit(socket.handshake).then(
      (admitted) => next(void Object.assign(socket.data, { ...admitted, ticketId: null })),
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
    const { sessionHash, agent } = socket.data.caller
    if (sessionHash) void socket.join(roomOf(sessionHash))
    atDesk.came(agent.id)
    void marks.noteWaiting().catch((err: unknown) => log.warn({ err }, 'waiting chats could not be marked'))
    takeCommands(socket)
    socket.on('disconnect', () => {
      atDesk.left(agent.id)
      void presence.tell(socket.data.ticketId)
    })
  })

  function takeCommands(socket: DeskSocket): void {
    const on = createCommands(socket)
    on('view', View, ({ ticketId, seen }) => {
      const before = socket.data.ticketId
      socket.data.ticketId = ticketId
      if (ticketId !== null && seen) marks.note(ticketId, true)
      if (ticketId !== before) void presence.tell(before).then(() => presence.tell(ticketId))
    })
    on('typing', Typing, ({ ticketId, on: isTyping }) => {
      const { agent } = socket.data.caller
      const by = { kind: 'agent', name: agent.name } as const
      socket.broadcast.emit('typing', { event: events.latest(), ticketId, by, on: isTyping })
      chat.showTyping(ticketId, nameForCitizens(agent), isTyping)
    })
  }

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

  // Every process reads the events itself, so each speaks to its own screens alone.
  events.on(
    (event) => tell(desk.local.to(upToDate), event),
    () => desk.sockets.size > 0,
  )
  events.onChatKept(tellChat)

  return {
    /** A citizen writes; agents see the dots. */
    showCitizenTyping(ticketId: number, on: boolean): void {
      desk.emit('typing', { event: events.latest(), ticketId, by: { kind: 'contact', name: null }, on })
    },
  }
}

const roomOf = (sessionHash: string) => `session ${sessionHash}`

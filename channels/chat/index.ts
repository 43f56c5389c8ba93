/**
 * The chat window on the office's website, over Socket.IO. A conversation is a ticket from its first message;
 * opening the window makes nothing. An acknowledgement means: stored on disk.
 */
import type { Namespace, Socket } from 'socket.io'
import type { Channel, Log } from '../contract/channel.ts'
import type { Receive } from '../contract/inbound.ts'
import type { MakeLimiter } from '../lib/limiter.ts'
import { createAudience, type Face, type ThreadMessage } from './audience.ts'
import type { Conversations } from './conversations.ts'
import { createFlood } from './flood.ts'
import { createLimits } from './limits.ts'
import type { Gate } from './gate.ts'
import { ChatAuth, type End, type Marks, type Refusal } from './protocol.ts'
import { createQueue } from './queue.ts'
import { roomOf } from './seat.ts'
import { ChatError } from './understand.ts'
import type { Known } from './begin.ts'
import { createServe, type Resumed } from './window.ts'

export interface ChatConfig {
  /** Of one address. */
  startsPerMinute: number
  /** Of all together; beyond it new chats are to be worked for. */
  floodStartsPerMinute: number
}

export interface ChatDeps<M extends ThreadMessage> {
  namespace: Namespace
  receive: Receive
  log: Log
  /** Turns a thrown thing into what a citizen may read. */
  describeError: (error: unknown) => { code: string; message: string }
  conversations: Conversations<M>
  gate: Gate
  makeLimiter: MakeLimiter
  onTyping: (ticketId: number, on: boolean) => void
}

export interface ChatChannel<M extends ThreadMessage> extends Channel {
  /** A message was added to a thread: tell the windows that listen. */
  tell(message: M): void
  tellChanged(message: M): void
  /** The office closed the matter: the windows that listen are told that the conversation is over. */
  tellEnded(ticketId: number, end: End): void
  /** How far the office has come with what the citizen wrote; also to windows that other processes serve. */
  tellMarks(ticketId: number, marks: Marks): void
  /** Whose conversation it is now. */
  tellAgent(ticketId: number, agent: Face): void
  /** Somebody came, was answered or left: whoever waits hears where they stand now. */
  queueChanged(): void
  showTyping(ticketId: number, name: string, on: boolean): void
}

export function createChatChannel<M extends ThreadMessage>(
  config: ChatConfig,
  deps: ChatDeps<M>,
): ChatChannel<M> {
  const { conversations } = deps
  const audience = createAudience<M>(conversations.messagesAfter)
  /** For what is not kept. */
  const room = (ticketId: number) => deps.namespace.to(roomOf(ticketId))
  const queue = createQueue({ audience, waitingLine: conversations.waitingLine, log: deps.log })
  const serve = createServe({
    ...{ ...deps, audience, queue, room, explain },
    limits: createLimits(config, deps.makeLimiter),
    flood: createFlood(
      { startsPerMinute: config.floodStartsPerMinute },
      { makeLimiter: deps.makeLimiter, seal: deps.gate.seal },
    ),
  })

  function explain(error: unknown): Refusal {
    if (error instanceof ChatError) {
      const { code, message, challenge } = error
      return { code, message, ...(challenge && { challenge }) }
    }
    return deps.describeError(error)
  }

  return {
    kind: 'chat',
    isRepeatable: true, // what was sent is what stands in the thread; a window is told each place once
    async start() {
      deps.namespace.use((socket, next) => {
        authenticate(socket, conversations.open, deps.gate).then(
          () => next(),
          (error: unknown) =>
            next(Object.assign(new Error(explain(error).message), { data: explain(error) })),
        )
      })
      deps.namespace.on('connection', (socket) => {
        const { identityProblem } = socket.data as Partial<Identity>
        if (identityProblem) socket.emit('identity', { ok: false, error: identityProblem })
        serve(socket)
      })
    },
    async stop() {
      deps.namespace.disconnectSockets(true)
      await queue.stop()
    },
    async send(message) {
      // The thread itself reaches the window by `tell`, as soon as it is committed; here is only asked whether one listens.
      const isOpen = audience.isListening(message.ticket.id)
      return { providerId: `chat:${message.id}`, state: isOpen ? 'delivered' : 'sent' }
    },
    tell: (message) => audience.tell(message),
    tellChanged: (message) => audience.tellChanged(message),
    tellEnded: (ticketId, end) => audience.tellEnded(ticketId, end),
    tellMarks: (ticketId, marks) => void room(ticketId).emit('marks', marks),
    tellAgent: (ticketId, agent) => audience.tellAgent(ticketId, agent),
    queueChanged: () => queue.changed(),
    showTyping: (ticketId, name, on) => void room(ticketId).emit('typing', { on, name }),
  }
}

/** A token that proves nothing takes nobody's chat away: they are a visitor like any other, and the page is told. */
interface Identity extends Pick<Known, 'vouched'> {
  identityProblem: { code: string; message: string } | null
}

/** A window without a token may start; one with a token must have a good one. */
async function authenticate(
  socket: Socket,
  open: Conversations<ThreadMessage>['open'],
  gate: Gate,
): Promise<void> {
  const auth = ChatAuth.safeParse(socket.handshake.auth)
  if (!auth.success) throw new ChatError('bad-request', 'Data sambungan tidak dikenali.')
  if (!gate.mayConnect(socket.handshake.headers))
    throw new ChatError('forbidden', 'Situs ini tidak boleh membuka chat kantor.')
  const { token, afterSeq = 0, identity, page = null } = auth.data
  const { vouched } = Object.assign(socket.data as object, await identified(identity, gate), { page })
  if (token === undefined) return
  const conversation = await open(token)
  // Somebody else is signed in at this browser now: what was said before is not theirs.
  const isOthers = vouched && conversation?.person && conversation.person !== vouched.person
  if (!conversation || isOthers)
    throw new ChatError('unauthorized', 'Percakapan ini tidak dikenal atau sudah ditutup.')
  Object.assign(socket.data as object, { conversation, afterSeq } satisfies Resumed)
}

async function identified(identity: string | undefined, gate: Gate): Promise<Identity> {
  if (identity === undefined) return { vouched: null, identityProblem: null }
  try {
    return { vouched: await gate.identify(identity), identityProblem: null }
  } catch (error) {
    const message = error instanceof Error ? error.message : 'The identity proves nothing.'
    return { vouched: null, identityProblem: { code: 'identity', message } }
  }
}

/** The first message of a window that is in no conversation yet: it begins one. */
import type { Socket } from 'socket.io'
import type { Receive } from '../contract/inbound.ts'
import type { Vouched } from '../contract/visitor.ts'
import type { ThreadMessage } from './audience.ts'
import type { Conversations } from './conversations.ts'
import type { Flood } from './flood.ts'
import type { Gate } from './gate.ts'
import type { Limits } from './limits.ts'
import type { ChatStart } from './protocol.ts'
import type { Seat } from './seat.ts'
import { blocked, toStartInbound } from './understand.ts'
import { addressOf, deviceOf, languagesOf, pageOf } from './visitor.ts'

/** Whom the embedding site vouches for, as the handshake found out. */
export interface Known {
  vouched: Vouched | null
  /** The page that carries the window, as it says. */
  page: string | null
}

export interface BeginDeps<M extends ThreadMessage> {
  receive: Receive
  conversations: Pick<Conversations<M>, 'message' | 'tokenFor'>
  limits: Limits
  flood: Flood
  gate: Gate
}

export function createBegin<M extends ThreadMessage>(deps: BeginDeps<M>) {
  const { receive, conversations, limits, flood, gate } = deps

  return async function begin(socket: Socket, seat: Seat<M>, payload: ChatStart) {
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
    const received = await receive(toStartInbound(payload, address, { visitor, ...(vouched && { vouched }) }))
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
  }
}

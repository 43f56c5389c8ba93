/** Events and commands of the agents’ line. */
import type { Ack } from '../../channels/chat/protocol.ts'
import type { AgentRef } from './agent.ts'
import type { Message } from './message.ts'
import type { Ticket } from './ticket.ts'

/** Server → agents, namespace `/desk`. `event` grows; reconnect with `auth.afterEvent` to get what was missed. */
export interface DeskEvents {
  'ticket:created': (payload: { event: number; ticket: Ticket }) => void
  'ticket:changed': (payload: { event: number; ticket: Ticket }) => void
  'message:created': (payload: { event: number; ticket: Ticket; message: Message }) => void
  'message:changed': (payload: { event: number; message: Message }) => void
  /** Who is looking at a ticket. Not stored, hence no event number of its own: the latest one is repeated. */
  presence: (payload: { event: number; ticketId: number; agents: AgentRef[] }) => void
  typing: (payload: {
    event: number
    ticketId: number
    by: { kind: 'contact' | 'agent'; name: string | null }
    on: boolean
  }) => void
  /** A colleague, a team or the rule by which chats are given out changed: ask for them again. */
  staff: (payload: { event: number }) => void
  /** Sent once after connecting, when all that was missed has been sent: the number to resume from. */
  ready: (payload: { event: number }) => void
  /** So much was missed that it is no longer kept: load afresh. */
  resync: (payload: { event: number }) => void
}

/** Agents → server, namespace `/desk`. */
export interface DeskCommands {
  /**
   * Which ticket stands open on this screen; null for none. `seen: false` where nobody can look: the tab is hidden. Said again when
   * something comes into it, for only then it is called read.
   */
  view: (payload: { ticketId: number | null; seen?: boolean }, ack: (ack: Ack) => void) => void
  typing: (payload: { ticketId: number; on: boolean }, ack: (ack: Ack) => void) => void
}

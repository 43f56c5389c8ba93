/** What an agent's screen is told, and how one that comes back is brought up to date. */
import type { Namespace, Socket } from 'socket.io'
import type { DeskEvent, Events } from '../desk/events.ts'
import { shortened } from '../desk/shorten.ts'
import type { Admitted } from './door.ts'
import type { DeskCommands, DeskEvents } from '../wire/desk-socket.ts'

interface DeskSocketData extends Admitted {
  ticketId: number | null
}
export type DeskNamespace = Namespace<DeskCommands, DeskEvents, Record<string, never>, DeskSocketData>
export type DeskSocket = Socket<DeskCommands, DeskEvents, Record<string, never>, DeskSocketData>

/** The room of screens that have been told everything. */
export const upToDate = 'agents'

/**
 * What was missed, then the live events. Listeners have been told exactly up to `latest()`, so the moment a screen
 * has that too it joins the others: nothing is lost in between and nothing comes twice.
 */
export async function welcome(socket: DeskSocket, events: Events): Promise<void> {
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
  void socket.join(upToDate)
  socket.emit('ready', { event: told })
}

interface Screen {
  emit<E extends keyof DeskEvents>(event: E, ...args: Parameters<DeskEvents[E]>): unknown
}

export function tell(screen: Screen, { number, type, ticket, message: whole }: DeskEvent): void {
  const message = whole && shortened(whole)
  if (type === 'message:created' && message) screen.emit(type, { event: number, ticket, message })
  else if (type === 'message:changed' && message) screen.emit(type, { event: number, message })
  else if (type === 'ticket:created' || type === 'ticket:changed')
    screen.emit(type, { event: number, ticket })
}

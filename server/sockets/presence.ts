/** Which ticket stands open on whose screen. */
import type { Events } from '../desk/events.ts'
import type { AgentRef } from '../wire/agent.ts'
import { upToDate, type DeskNamespace } from './screen.ts'

export function createPresence(desk: DeskNamespace, events: Events) {
  return {
    /** Who has this ticket open, over all processes. */
    async tell(ticketId: number | null): Promise<void> {
      if (ticketId === null) return
      // Another process that hangs answers nothing, and Redis may be away: then these here are told of.
      const sockets = await desk.fetchSockets().catch(() => desk.local.fetchSockets())
      const agents = sockets
        .filter((socket) => socket.data.ticketId === ticketId)
        .map(({ data }): AgentRef => ({ id: data.caller.agent.id, name: data.caller.agent.name }))
      const unique = [...new Map(agents.map((agent) => [agent.id, agent])).values()]
      desk.emit('presence', { event: events.latest(), ticketId, agents: unique })
    },

    /** Of those that this process serves. */
    isAnyScreenOpen: () => [...desk.sockets.values()].some(({ rooms }) => rooms.has(upToDate)),
  }
}

import { signal, type ReadonlySignal } from '@preact/signals'
import type { AgentRef } from '../../../server/wire/agent.ts'
import type { PayloadOf } from '../socket.ts'

/** Who else is at the open ticket, and who is writing there. */
export interface Company {
  viewers: ReadonlySignal<AgentRef[]>
  typists: ReadonlySignal<Typist[]>
  enter(ticketId: number | null): void
  applyPresence(payload: PayloadOf<'presence'>): void
  applyTyping(payload: PayloadOf<'typing'>): void
}

export interface Typist {
  kind: 'contact' | 'agent'
  name: string | null
}

/** Whoever loses the line never says that they stopped. */
const typingLastsMs = 8000

export function createCompany(agentId: number): Company {
  const viewers = signal<AgentRef[]>([])
  const typists = signal<Typist[]>([])
  const timers = new Map<string, ReturnType<typeof setTimeout>>()
  let openId: number | null = null

  const stop = (key: string) => {
    clearTimeout(timers.get(key))
    timers.delete(key)
    typists.value = typists.value.filter((typist) => keyOf(typist) !== key)
  }
  return {
    viewers,
    typists,
    enter(ticketId) {
      openId = ticketId
      viewers.value = []
      for (const key of [...timers.keys()]) stop(key)
    },
    applyPresence({ ticketId, agents }) {
      if (ticketId === openId) viewers.value = agents.filter((agent) => agent.id !== agentId)
    },
    applyTyping({ ticketId, by, on }) {
      if (ticketId !== openId) return
      const key = keyOf(by)
      stop(key)
      if (!on) return
      typists.value = [...typists.value, by]
      timers.set(
        key,
        setTimeout(() => stop(key), typingLastsMs),
      )
    },
  }
}

function keyOf({ kind, name }: Typist): string {
  // A ticket has one citizen, whatever name an event gives them.
  return kind === 'contact' ? kind : `${kind}:${name ?? ''}`
}

import { signal, type ReadonlySignal } from '@preact/signals'
import type { AgentRef } from '../../../server/wire/agent.ts'
import type { ServiceSummary } from '../../../server/wire/service.ts'
import type { Api, Counts } from '../api.ts'

/** What the office keeps lists of. When the server does not answer, the last known list stays. */
export interface Registers {
  agents: ReadonlySignal<AgentRef[]>
  /** A colleague may have come since. */
  refreshAgents(): void
  services: ReadonlySignal<ServiceSummary[]>
  /** Somebody may have changed what a service is called. */
  refreshServices(): void
  /** How many tickets each view has. */
  counts: ReadonlySignal<Counts | null>
  /** Soon: what changes them comes in bursts. */
  refreshCounts(): void
}

const gatherMs = 400

export function createRegisters(api: Pick<Api, 'agents' | 'services' | 'counts'>, self: AgentRef): Registers {
  const agents = signal<AgentRef[]>([{ id: self.id, name: self.name }])
  const services = signal<ServiceSummary[]>([])
  const counts = signal<Counts | null>(null)
  let timer: ReturnType<typeof setTimeout> | undefined
  const quietly = (work: Promise<unknown>) => void work.catch(() => undefined)
  return {
    agents,
    refreshAgents: () => quietly(api.agents().then((page) => page && (agents.value = page.items))),
    services,
    refreshServices: () => quietly(api.services().then((all) => all && (services.value = all))),
    counts,
    refreshCounts() {
      clearTimeout(timer)
      timer = setTimeout(() => quietly(api.counts().then((found) => (counts.value = found))), gatherMs)
    },
  }
}

import { signal, type ReadonlySignal } from '@preact/signals'
import type { LibraryApi } from '../library-api.ts'

export interface Proposals {
  /** How many answers wait for somebody else than their author, and so perhaps for this agent. */
  count: ReadonlySignal<number>
  refresh(): Promise<void>
}

export function createProposals(api: Pick<LibraryApi, 'revisions'>, agentId: number): Proposals {
  const count = signal(0)
  let latest = 0
  return {
    count,
    async refresh() {
      const mine = ++latest
      // Without an answer the last known number is as good as any.
      const page = await api.revisions({ state: 'proposed', limit: 100 }).catch(() => null)
      if (page && mine === latest)
        count.value = page.items.filter(({ author }) => author.id !== agentId).length
    },
  }
}

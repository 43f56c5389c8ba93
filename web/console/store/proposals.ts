import { computed, type ReadonlySignal } from '@preact/signals'
import { createLoaded } from '../lib/loaded.ts'
import type { LibraryApi } from '../library-api.ts'

export interface Proposals {
  /** How many answers wait for somebody else than their author, and so perhaps for this agent. */
  count: ReadonlySignal<number>
  refresh(): Promise<void>
}

export function createProposals(api: Pick<LibraryApi, 'revisions'>, agentId: number): Proposals {
  const page = createLoaded(() => api.revisions({ state: 'proposed', limit: 100 }))
  return {
    count: computed(() => page.value.value?.items.filter(({ author }) => author.id !== agentId).length ?? 0),
    refresh: page.load,
  }
}

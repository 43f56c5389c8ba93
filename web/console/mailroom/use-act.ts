import { useSignal } from '@preact/signals'

export type ActState = 'ready' | 'busy' | 'done' | 'failed'

/** One thing that is done with a button: once at a time, and what came of it. */
export function useAct(act: () => Promise<void>): { state: ActState; run: () => Promise<void> } {
  const state = useSignal<ActState>('ready')
  return {
    state: state.value,
    async run() {
      if (state.value === 'busy') return
      state.value = 'busy'
      state.value = await act().then(
        () => 'done' as const,
        () => 'failed' as const,
      )
    },
  }
}

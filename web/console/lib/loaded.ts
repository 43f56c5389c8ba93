import { batch, signal, type ReadonlySignal } from '@preact/signals'
import { ApiError } from '../http.ts'

export type LoadState = 'loading' | 'ready' | 'missing' | 'failed'

/** Something of the server's, as far as it is known here. */
export interface Loaded<T> {
  value: ReadonlySignal<T | null>
  state: ReadonlySignal<LoadState>
  /** What is known stays in sight meanwhile. */
  load(): Promise<void>
  /** What another request brought back. */
  put(value: T): void
}

export function createLoaded<T>(fetch: () => Promise<T>): Loaded<T> {
  const value = signal<T | null>(null)
  const state = signal<LoadState>('loading')
  let latest = 0
  const put = (next: T) =>
    batch(() => {
      latest += 1
      value.value = next
      state.value = 'ready'
    })
  return {
    value,
    state,
    put,
    async load() {
      const mine = ++latest
      if (state.value !== 'ready') state.value = 'loading'
      try {
        const next = await fetch()
        if (mine === latest) put(next)
      } catch (error) {
        if (mine === latest && state.value !== 'ready')
          state.value = error instanceof ApiError && error.status === 404 ? 'missing' : 'failed'
      }
    },
  }
}

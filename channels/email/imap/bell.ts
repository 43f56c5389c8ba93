import { setTimeout as delay } from 'node:timers/promises'

/** Rung when a person wants a look at the mailbox now, whatever it waits for. */
export interface Bell {
  ring(): void
  /** Calls `wake` when it rings; gives back how to listen no more. */
  listen(wake: () => void): () => void
  /** Waits so long, or until it rings or `signal` aborts. */
  rest(ms: number, signal: AbortSignal): Promise<void>
}

export function createBell(): Bell {
  const listeners = new Set<() => void>()
  function listen(wake: () => void): () => void {
    listeners.add(wake)
    return () => void listeners.delete(wake)
  }
  return {
    ring: () => listeners.forEach((wake) => wake()),
    listen,
    async rest(ms, signal) {
      const rung = new AbortController()
      const forget = listen(() => rung.abort())
      const either = AbortSignal.any([signal, rung.signal])
      await delay(ms, undefined, { signal: either }).catch(() => undefined)
      forget()
    },
  }
}

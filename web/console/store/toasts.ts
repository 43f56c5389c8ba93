import { signal, type ReadonlySignal } from '@preact/signals'
import type { StringKey } from '../strings/index.ts'

/** A short word on what just happened, with a way back where there is one. */
export interface Toast {
  words: StringKey
  values?: Record<string, string>
  isTrouble?: boolean
  undo?: () => void
  /** Means nothing once another ticket stands open. */
  isOfTicket?: boolean
}

export interface Toasts {
  current: ReadonlySignal<Toast | null>
  say(toast: Toast): void
  close(): void
  /** Another ticket stands open. */
  leaveTicket(): void
}

/** WCAG 2.2.1 allows no haste where there is something to press. */
const lastsMs = 10_000

export function createToasts(): Toasts {
  const current = signal<Toast | null>(null)
  let timer: ReturnType<typeof setTimeout> | undefined
  const close = () => {
    clearTimeout(timer)
    current.value = null
  }
  return {
    current,
    close,
    leaveTicket: () => {
      if (current.peek()?.isOfTicket) close()
    },
    say(toast) {
      clearTimeout(timer)
      current.value = toast
      timer = setTimeout(close, lastsMs)
    },
  }
}

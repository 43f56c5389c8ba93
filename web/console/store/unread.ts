import { effect, signal, type ReadonlySignal } from '@preact/signals'

export interface Unread {
  ids: ReadonlySignal<ReadonlySet<number>>
  mark(ticketId: number): void
  clear(ticketId: number): void
  clearAll(): void
}

/** Tickets where something came in that this agent has not looked at; their number stands in the tab's title. */
export function createUnread(): Unread {
  const ids = signal<ReadonlySet<number>>(new Set())
  effect(() => {
    document.title = titleFor(ids.value.size)
  })
  return {
    ids,
    mark: (ticketId) => {
      ids.value = new Set(ids.value).add(ticketId)
    },
    clear: (ticketId) => {
      if (ids.value.has(ticketId)) ids.value = new Set([...ids.value].filter((id) => id !== ticketId))
    },
    clearAll: () => {
      ids.value = new Set()
    },
  }
}

/** `titleFor(3)` → `(3) Tanya`. */
export function titleFor(count: number): string {
  return count === 0 ? 'Tanya' : `(${count > 99 ? '99+' : count}) Tanya`
}

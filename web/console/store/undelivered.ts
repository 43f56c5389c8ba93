import { signal, type ReadonlySignal } from '@preact/signals'
import type { Message } from '../../../server/wire/message.ts'

export interface Undelivered {
  /** Tickets whose latest answer is known to have failed. */
  ids: ReadonlySignal<ReadonlySet<number>>
  note(message: Message): void
}

/** Told by what passes by on the live line and by threads that were opened. */
export function createUndelivered(): Undelivered {
  const latest = new Map<number, Message>()
  const ids = signal<ReadonlySet<number>>(new Set())
  return {
    ids,
    note(message) {
      const before = latest.get(message.ticketId)
      if (message.direction !== 'outbound' || (before && before.seq > message.seq)) return
      latest.set(message.ticketId, message)
      const isFailed = message.delivery?.state === 'failed'
      if (isFailed === ids.value.has(message.ticketId)) return
      const others = [...ids.value].filter((id) => id !== message.ticketId)
      ids.value = new Set(isFailed ? [...others, message.ticketId] : others)
    },
  }
}

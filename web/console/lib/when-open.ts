import { effect } from '@preact/signals'
import type { Thread } from '../store/thread.ts'

const patienceMs = 5_000

/** At once when the ticket stands open; not at all when something else comes up instead. */
export function whenOpen({ ticket, state }: Thread, ticketId: number, work: () => void): void {
  const end = effect(() => {
    if (ticket.value?.id !== ticketId || state.value !== 'ready') return
    queueMicrotask(() => {
      clearTimeout(patience)
      end()
      work()
    })
  })
  const patience = setTimeout(end, patienceMs)
}

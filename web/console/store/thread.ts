import { batch, signal, type ReadonlySignal } from '@preact/signals'
import type { Message } from '../../../server/wire/message.ts'
import type { Ticket, TicketPatch } from '../../../server/wire/ticket.ts'
import type { Api } from '../api.ts'
import { ApiError } from '../http.ts'
import { addAnswer, upsertMessage } from './messages.ts'

export type ThreadState = 'none' | 'loading' | 'ready' | 'missing' | 'failed'

export interface Thread {
  ticket: ReadonlySignal<Ticket | null>
  messages: ReadonlySignal<Message[]>
  state: ReadonlySignal<ThreadState>
  open(ticketId: number | null, known?: Ticket): Promise<void>
  /** What came in meanwhile, the thread kept in sight. */
  reload(): Promise<void>
  applyTicket(ticket: Ticket): void
  applyMessage(message: Message): void
  /** What a request of our own brought back; never sets a delivery state back. */
  applyAnswer(message: Message): void
  /** Shown at once, taken back when the server refuses. Throws `ApiError`. */
  change(patch: TicketPatch, shown: Partial<Ticket>): Promise<void>
}

export function createThread(api: Api): Thread {
  const ticket = signal<Ticket | null>(null)
  const messages = signal<Message[]>([])
  const state = signal<ThreadState>('none')
  let openId: number | null = null
  /** With each fetch under way, what was told live meanwhile: what comes with it may be older. */
  const fetches = new Set<Message[]>()

  async function fetchThread(): Promise<void> {
    const id = openId
    if (id === null) return
    const told: Message[] = []
    fetches.add(told)
    try {
      const [freshTicket, freshMessages] = await Promise.all([api.ticket(id), api.messages(id)])
      if (id !== openId) return
      batch(() => {
        if (!isOlder(freshTicket)) ticket.value = freshTicket
        const since = told.filter(({ ticketId }) => ticketId === id)
        messages.value = since.reduce(upsertMessage, messages.value.reduce(addLater, freshMessages))
        state.value = 'ready'
      })
    } catch (error) {
      if (id !== openId || state.value === 'ready') return
      state.value = error instanceof ApiError && error.status === 404 ? 'missing' : 'failed'
    } finally {
      fetches.delete(told)
    }
  }

  function isOlder({ updatedAt }: Ticket): boolean {
    return ticket.value !== null && updatedAt < ticket.value.updatedAt
  }

  function show(message: Message): void {
    if (message.ticketId !== openId) return
    messages.value = upsertMessage(messages.value, message)
    fetches.forEach((told) => told.push(message))
  }

  async function fetchWhole(message: Message): Promise<void> {
    // Its beginning is better than nothing, until the thread is loaded again.
    const whole = await api.message(message.id).catch(() => message)
    show(whole)
  }

  return {
    ticket,
    messages,
    state,
    open(ticketId, known) {
      openId = ticketId
      batch(() => {
        ticket.value = known ?? null
        messages.value = []
        state.value = ticketId === null ? 'none' : 'loading'
      })
      return fetchThread()
    },
    reload: fetchThread,
    applyTicket(next) {
      if (next.id === openId && !isOlder(next)) ticket.value = next
    },
    applyMessage(message) {
      if (message.ticketId !== openId) return
      if (message.truncated) void fetchWhole(message)
      else show(message)
    },
    applyAnswer(message) {
      if (message.ticketId === openId) messages.value = addAnswer(messages.value, message)
    },
    async change(patch, shown) {
      const before = ticket.value
      if (!before) return
      ticket.value = { ...before, ...shown }
      try {
        const changed = await api.changeTicket(before.id, patch)
        if (openId === changed.id) ticket.value = changed
      } catch (error) {
        if (openId === before.id) ticket.value = before
        throw error
      }
    },
  }
}

/** A live message may overtake the page that was asked for before it. */
function addLater(fresh: Message[], known: Message): Message[] {
  return fresh.some((message) => message.id === known.id) ? fresh : upsertMessage(fresh, known)
}

import type { Ticket } from '../../../server/wire/ticket.ts'
import type { Api } from '../api.ts'
import { ApiError } from '../http.ts'
import { neighbourOf } from './rows.ts'
import type { Route } from './route.ts'
import type { Thread } from './thread.ts'
import type { TicketList } from './ticket-list.ts'
import type { Toasts } from './toasts.ts'

export type SetStatus = (ticket: Ticket, status: Ticket['status']) => Promise<void>

export interface Solving {
  setStatus: SetStatus
  /** Its answer set the state: says so, and goes on to the next ticket. */
  follow(ticket: Ticket, status: Ticket['status']): void
  /** Its answer will, when it goes: goes on to the next ticket. */
  goOn(ticket: Ticket, status: Ticket['status']): void
}

interface SolvingDeps {
  api: Api
  thread: Thread
  list: TicketList
  route: Route
  toasts: Toasts
}

/** Sets what a ticket's state is. What is solved can be taken back, and the next ticket of the list comes up. */
export function createSolving({ api, thread, list, route, toasts }: SolvingDeps): Solving {
  const isOpen = (id: number) => route.place.peek().ticketId === id

  async function change(id: number, status: Ticket['status']): Promise<boolean> {
    try {
      if (isOpen(id)) await thread.change({ status }, { status })
      else list.apply(await api.changeTicket(id, { status }), route.place.peek().ticketId)
      return true
    } catch (error) {
      if (error instanceof ApiError && error.status !== 401)
        toasts.say({ words: 'changeFailed', isTrouble: true })
      return false
    }
  }

  function goOn(ticket: Ticket, status: Ticket['status']): void {
    if (status !== 'solved' && status !== 'closed') return
    if (isOpen(ticket.id)) route.go({ ticketId: neighbourOf(list.rows.peek(), ticket.id) })
  }

  function follow(ticket: Ticket, status: Ticket['status']): void {
    if (status === 'pending') toasts.say({ words: 'markedPending' })
    if (status !== 'solved' && status !== 'closed') return
    const undo = async () => {
      if (await change(ticket.id, ticket.status)) route.go({ ticketId: ticket.id })
    }
    toasts.say({ words: 'markedSolved', undo: () => void undo() })
    goOn(ticket, status)
  }

  return {
    async setStatus(ticket, status) {
      if (ticket.status !== status && (await change(ticket.id, status))) follow(ticket, status)
    },
    follow,
    goOn,
  }
}

import type { Ticket } from '../../../server/wire.ts'
import type { Query } from '../http.ts'
import type { View } from './route.ts'

export type ChannelKind = Ticket['channel']

export interface Filter {
  view: View
  channel: ChannelKind | null
  q: string
}

const unsolved: Ticket['status'][] = ['new', 'open', 'pending']
const solved: Ticket['status'][] = ['solved', 'closed']

/** The filter as the list route understands it. */
export function toQuery({ view, channel, q }: Filter): Query {
  return {
    status: (view === 'solved' ? solved : unsolved).join(','),
    assignee: view === 'mine' ? 'me' : view === 'unassigned' ? 'none' : undefined,
    channel: channel ?? undefined,
    q: q.trim(),
  }
}

/** The same filter on this side, for tickets that arrive live. Words are the server's to judge. */
export function fits(ticket: Ticket, { view, channel }: Filter, agentId: number): boolean {
  if (channel && ticket.channel !== channel) return false
  if (view === 'solved') return solved.includes(ticket.status)
  if (!unsolved.includes(ticket.status)) return false
  if (view === 'mine') return ticket.assignee?.id === agentId
  return view !== 'unassigned' || ticket.assignee === null
}

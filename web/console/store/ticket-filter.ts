import type { Ticket } from '../../../server/wire/ticket.ts'
import type { Query } from '../http.ts'
import type { View } from './route.ts'

export type ChannelKind = Ticket['channel']
export type Status = Ticket['status']
export type Order = 'newest' | 'oldest'

/** What the agent chose on top of a view; null is everything. */
export interface Choices {
  channel: ChannelKind | null
  status: Status | null
  /** An agent's id, or `none`. Left aside where the view itself says whose. */
  assignee: number | 'none' | null
  service: string | null
  tag: string | null
  order: Order
}

export interface Filter extends Choices {
  view: View
  q: string
}

export const noChoices: Choices = {
  channel: null,
  status: null,
  assignee: null,
  service: null,
  tag: null,
  order: 'newest',
}

/** How many choices narrow the list. */
export function countChoices({ channel, status, assignee, service, tag }: Choices): number {
  return [channel, status, assignee, service, tag].filter((value) => value !== null).length
}

/** The states a view shows. */
export function statusesOf(view: View): Status[] {
  return view === 'solved' ? ['solved', 'closed'] : ['new', 'open', 'pending']
}

/** Whether it is open whose tickets are shown. */
export function isAnyones(view: View): boolean {
  return view === 'open' || view === 'solved'
}

/** The filter as the list route understands it. */
export function toQuery(filter: Filter): Query {
  const { view, q, channel, service, tag, order } = filter
  const assignee = isAnyones(view) ? filter.assignee : view === 'mine' ? 'me' : 'none'
  return {
    status: wantedStatuses(filter).join(','),
    assignee: assignee ?? undefined,
    channel: channel ?? undefined,
    service: service ?? undefined,
    tag: tag?.trim() || undefined,
    sort: order === 'oldest' ? 'lastMessageAt' : undefined,
    q: q.trim(),
  }
}

/** The same filter on this side, for tickets that arrive live. Words are the server's to judge. */
export function fits(ticket: Ticket, filter: Filter, agentId: number): boolean {
  const { view, channel, service, tag } = filter
  if (!wantedStatuses(filter).includes(ticket.status)) return false
  if (channel && ticket.channel !== channel) return false
  if (service && ticket.service !== service) return false
  if (tag?.trim() && !ticket.tags.includes(tag.trim())) return false
  const whose = ticket.assignee?.id ?? 'none'
  if (isAnyones(view)) return filter.assignee === null || filter.assignee === whose
  return whose === (view === 'mine' ? agentId : 'none')
}

/** A state chosen in another view means nothing in this one. */
function wantedStatuses({ view, status }: Filter): Status[] {
  const all = statusesOf(view)
  return status && all.includes(status) ? [status] : all
}

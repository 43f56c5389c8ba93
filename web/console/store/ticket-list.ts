import { batch, signal, type ReadonlySignal } from '@preact/signals'
import type { Ticket } from '../../../server/wire/ticket.ts'
import type { Api } from '../api.ts'
import { appendPage, upsertTicket } from './rows.ts'
import { fits, noChoices, toQuery, type Filter } from './ticket-filter.ts'

export type ListState = 'loading' | 'ready' | 'failed'

export interface TicketList {
  rows: ReadonlySignal<Ticket[]>
  state: ReadonlySignal<ListState>
  hasMore: ReadonlySignal<boolean>
  isLoadingMore: ReadonlySignal<boolean>
  /** There is not one ticket in the whole house: time to teach. */
  isHouseEmpty: ReadonlySignal<boolean>
  load(filter: Filter): Promise<void>
  /** The same filter again, the rows kept in sight meanwhile. */
  reload(): Promise<void>
  loadMore(): Promise<void>
  apply(ticket: Ticket, keepId: number | null): void
  /** Another ticket stands open: rows kept for the former one's sake go. */
  settle(keepId: number | null): void
}

const pageSize = 40

export function createTicketList(api: Api, agentId: number): TicketList {
  const rows = signal<Ticket[]>([])
  const state = signal<ListState>('loading')
  const cursor = signal<string | null>(null)
  const hasMore = signal(false)
  const isLoadingMore = signal(false)
  const isHouseEmpty = signal(false)
  let filter: Filter = { view: 'open', q: '', ...noChoices }
  let latest = 0

  async function fetchFirst(): Promise<void> {
    const mine = ++latest
    try {
      const page = await api.tickets({ ...toQuery(filter), limit: pageSize })
      const isBare = page.items.length === 0 && !filter.q
      const anyTicket = isBare ? (await api.tickets({ limit: 1 })).items.length > 0 : true
      if (mine !== latest) return
      batch(() => {
        rows.value = page.items
        cursor.value = page.nextCursor
        hasMore.value = page.nextCursor !== null
        isHouseEmpty.value = !anyTicket
        state.value = 'ready'
      })
    } catch {
      if (mine === latest) state.value = 'failed'
    }
  }

  return {
    rows,
    state,
    hasMore,
    isLoadingMore,
    isHouseEmpty,
    load(next) {
      filter = next
      batch(() => {
        state.value = 'loading'
        rows.value = []
        hasMore.value = false
      })
      return fetchFirst()
    },
    reload: fetchFirst,
    async loadMore() {
      if (!cursor.value || isLoadingMore.value) return
      const mine = latest
      isLoadingMore.value = true
      try {
        const page = await api.tickets({ ...toQuery(filter), limit: pageSize, cursor: cursor.value })
        if (mine !== latest) return
        rows.value = appendPage(rows.value, page.items)
        cursor.value = page.nextCursor
        hasMore.value = page.nextCursor !== null
      } catch {
        // The button stays, and pressing it again is the way to try again.
      } finally {
        isLoadingMore.value = false
      }
    },
    apply(ticket, keepId) {
      isHouseEmpty.value = false
      const known = rows.value.some((row) => row.id === ticket.id)
      if (filter.q && !known) return
      rows.value = upsertTicket(rows.value, ticket, {
        fits: fits(ticket, filter, agentId),
        keepId,
        hasMore: hasMore.value,
        order: filter.order,
      })
    },
    settle(keepId) {
      rows.value = rows.value.filter((row) => row.id === keepId || fits(row, filter, agentId))
    },
  }
}

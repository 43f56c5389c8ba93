import { batch, signal, type ReadonlySignal } from '@preact/signals'
import type { Page } from '../../../server/wire/page.ts'
import type { LoadState } from './loaded.ts'

/** A list that the server gives page by page. */
export interface Pages<T> {
  items: ReadonlySignal<T[]>
  state: ReadonlySignal<LoadState>
  hasMore: ReadonlySignal<boolean>
  load(): Promise<void>
  loadMore(): Promise<void>
}

export function createPages<T>(fetch: (cursor: string | undefined) => Promise<Page<T>>): Pages<T> {
  const items = signal<T[]>([])
  const state = signal<LoadState>('loading')
  const cursor = signal<string | null>(null)
  const hasMore = signal(false)
  let latest = 0

  async function fetchPage(known: T[], from: string | undefined): Promise<void> {
    const mine = ++latest
    try {
      const page = await fetch(from)
      if (mine !== latest) return
      batch(() => {
        items.value = [...known, ...page.items]
        cursor.value = page.nextCursor
        hasMore.value = page.nextCursor !== null
        state.value = 'ready'
      })
    } catch {
      if (mine === latest) state.value = 'failed'
    }
  }
  return {
    items,
    state,
    hasMore,
    load: () => fetchPage([], undefined),
    loadMore: () => fetchPage(items.value, cursor.value ?? undefined),
  }
}

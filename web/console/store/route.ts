import { signal, type ReadonlySignal } from '@preact/signals'

export const views = ['open', 'mine', 'unassigned', 'solved'] as const
export type View = (typeof views)[number]

export interface Place {
  view: View
  ticketId: number | null
}

export interface Route {
  place: ReadonlySignal<Place>
  go(place: Partial<Place>): void
}

/** The address bar is where we are: back, forward, bookmarks and links work. */
export function createRoute(): Route {
  const place = signal(parsePlace(location.hash))
  addEventListener('hashchange', () => {
    place.value = parsePlace(location.hash)
  })
  return {
    place,
    go: (change) => {
      location.hash = formatPlace({ ...place.value, ...change })
    },
  }
}

/** `#/mine/42` → `{view: 'mine', ticketId: 42}`; anything odd falls back to all open tickets. */
export function parsePlace(hash: string): Place {
  const [, view, id] = hash.split('/')
  const ticketId = Number(id)
  return {
    view: views.find((name) => name === view) ?? 'open',
    ticketId: Number.isSafeInteger(ticketId) && ticketId > 0 ? ticketId : null,
  }
}

export function formatPlace({ view, ticketId }: Place): string {
  return ticketId === null ? `#/${view}` : `#/${view}/${ticketId}`
}

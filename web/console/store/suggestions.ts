import { batch, signal, type ReadonlySignal } from '@preact/signals'
import type { Suggestion } from '../../../server/wire/answer.ts'
import type { FateChange } from '../../../server/wire/learning.ts'
import type { Ticket } from '../../../server/wire/ticket.ts'
import type { Api } from '../api.ts'

export interface SuggestionStore {
  items: ReadonlySignal<Suggestion[]>
  state: ReadonlySignal<'loading' | 'ready' | 'failed'>
  /** What the agent typed; empty means: for this ticket. */
  words: ReadonlySignal<string>
  loadFor(ticket: Pick<Ticket, 'id' | 'language'> | null): Promise<void>
  /** The reply goes by another channel now: how long its answers may be changes, and what was searched for stays. */
  answerBy(channel: Ticket['channel']): Promise<void>
  search(words: string): Promise<void>
  /** One for this ticket does not fit: it goes at once. Gives back what brings it back. */
  dismiss(answer: string): () => void
  /** One for this ticket was put into the reply. */
  noteInserted(answer: string): void
  /** The citizen wrote again: look again, unless the agent is searching in their own words. */
  refresh(): Promise<void>
}

export function createSuggestions(api: Api): SuggestionStore {
  const items = signal<Suggestion[]>([])
  const state = signal<'loading' | 'ready' | 'failed'>('ready')
  const words = signal('')
  let ticket: Pick<Ticket, 'id' | 'language'> | null = null
  let latest = 0
  let by: Ticket['channel'] | undefined

  async function fetchItems(): Promise<void> {
    const mine = ++latest
    if (!ticket) return
    state.value = 'loading'
    try {
      const text = words.value.trim()
      const found = text ? await api.suggest(text, ticket.language, by) : await api.suggestions(ticket.id, by)
      if (mine !== latest) return
      batch(() => {
        items.value = found.items
        state.value = 'ready'
      })
    } catch {
      if (mine === latest) state.value = 'failed'
    }
  }

  /** Only an observation: nobody is held up when it is not heard. */
  function mark(answer: string, fate: FateChange['fate']): Promise<void> {
    if (!ticket) return Promise.resolve()
    return api.learning.mark(ticket.id, { answer, fate }).catch(() => undefined)
  }

  return {
    items,
    state,
    words,
    loadFor(next) {
      ticket = next
      by = undefined
      batch(() => {
        words.value = ''
        items.value = []
      })
      return fetchItems()
    },
    async answerBy(channel) {
      if (by === channel) return
      by = channel
      await fetchItems()
    },
    search(text) {
      words.value = text
      return fetchItems()
    },
    dismiss(answer) {
      const before = items.peek()
      items.value = before.filter((one) => one.answer !== answer)
      const marked = mark(answer, 'dismissed')
      return () => {
        items.value = before
        void marked.then(() => mark(answer, 'shown'))
      }
    },
    noteInserted(answer) {
      if (words.peek().trim() === '') void mark(answer, 'inserted')
    },
    async refresh() {
      if (words.value.trim() === '') await fetchItems()
    },
  }
}

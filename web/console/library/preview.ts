import { batch, signal, type ReadonlySignal } from '@preact/signals'
import type { Preview, PreviewRequest } from '../../../server/wire/preview.ts'
import type { LibraryApi } from '../library-api.ts'
import { troubleOf } from './trouble.ts'

export interface PreviewStore {
  /** The latest that came; kept in sight while a newer one is made. */
  shown: ReadonlySignal<Preview | null>
  /** Which channel `shown` was made for. */
  channel: ReadonlySignal<PreviewRequest['channel'] | null>
  state: ReadonlySignal<'loading' | 'ready' | 'failed'>
  /** Asks after a short rest: somebody may be typing. */
  ask(wish: PreviewRequest): void
  stop(): void
}

const restMs = 350

export function createPreview(api: Pick<LibraryApi, 'preview'>): PreviewStore {
  const shown = signal<Preview | null>(null)
  const channel = signal<PreviewRequest['channel'] | null>(null)
  const state = signal<'loading' | 'ready' | 'failed'>('loading')
  let timer: ReturnType<typeof setTimeout> | undefined
  let latest = 0

  async function look(wish: PreviewRequest): Promise<void> {
    const mine = ++latest
    try {
      const preview = await api.preview(wish)
      if (mine !== latest) return
      batch(() => {
        shown.value = preview
        channel.value = wish.channel
        state.value = 'ready'
      })
    } catch (error) {
      if (mine !== latest) return
      const trouble = troubleOf(error)
      batch(() => {
        // A form that makes no service yet is no mishap: its fields say what is missing.
        if (trouble.kind === 'faults')
          shown.value = { text: null, html: null, segments: null, faults: trouble.faults }
        channel.value = wish.channel
        state.value = trouble.kind === 'faults' ? 'ready' : 'failed'
      })
    }
  }
  return {
    shown,
    channel,
    state,
    ask(wish) {
      clearTimeout(timer)
      // The first is wanted at once.
      const isFirst = shown.peek() === null && state.peek() === 'loading' && latest === 0
      state.value = 'loading'
      if (isFirst) void look(wish)
      else timer = setTimeout(() => void look(wish), restMs)
    },
    stop() {
      latest += 1
      clearTimeout(timer)
    },
  }
}

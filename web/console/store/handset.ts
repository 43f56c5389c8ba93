import { signal, type ReadonlySignal } from '@preact/signals'
import type { VoiceToken } from '../../../server/wire/officer-phone.ts'
import type { Line, openSoftphone, Softphone } from '../softphone/softphone.ts'

export type HandsetState = 'off' | 'starting' | 'ready' | 'failed'

/** This officer's telephone in the browser. */
export interface Handset {
  state: ReadonlySignal<HandsetState>
  line: ReadonlySignal<Line | null>
  /** Sets it up, or puts it away. */
  use(isWanted: boolean): Promise<void>
  /** The next that rings was asked for: it is answered at once. */
  expect(): void
}

interface HandsetDeps {
  /** What rang could not be answered. */
  onTrouble: () => void
  token: () => Promise<VoiceToken>
  open: typeof openSoftphone
}

/** Whoever asked to be rung is rung within this; a later call is another one. */
const expectedForMs = 40_000

export function createHandset({ token, open, onTrouble }: HandsetDeps): Handset {
  const state = signal<HandsetState>('off')
  const line = signal<Line | null>(null)
  let softphone: Softphone | null = null
  let isWanted = false
  let expectedUntil = 0

  function onLine(next: Line | null): void {
    line.value = next
    if (next?.state !== 'ringing' || Date.now() > expectedUntil) return
    expectedUntil = 0
    next.answer()
  }

  async function start(): Promise<void> {
    state.value = 'starting'
    try {
      const opened = await open({
        ...{ token: await token(), renew: token, onLine, onTrouble },
        onReady: (isReady) => (state.value = isReady ? 'ready' : 'failed'),
      })
      if (isWanted) softphone = opened
      else opened.stop()
    } catch {
      state.value = 'failed'
    }
  }

  return {
    state,
    line,
    async use(wanted) {
      if (wanted === isWanted && !(wanted && state.peek() === 'failed')) return
      isWanted = wanted
      softphone?.stop()
      softphone = null
      line.value = null
      if (wanted) await start()
      else state.value = 'off'
    },
    expect: () => (expectedUntil = Date.now() + expectedForMs),
  }
}

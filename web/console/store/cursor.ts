import { signal, type ReadonlySignal } from '@preact/signals'

export interface Selection {
  start: number
  end: number
}

export interface Cursor {
  /** Where it should stand; the text field follows and takes the focus. */
  wanted: ReadonlySignal<Selection | null>
  want(start: number, end: number): void
  /** Where it stands now. */
  at(): Selection
  note(start: number, end: number): void
  reset(): void
}

export const atEnd: Selection = { start: Infinity, end: Infinity }

/** The cursor of the composer's text field, which the composer knows of and does not own. */
export function createCursor(): Cursor {
  const wanted = signal<Selection | null>(null)
  let current = atEnd
  return {
    wanted,
    want(start, end) {
      current = { start, end }
      wanted.value = current
    },
    at: () => current,
    note: (start, end) => {
      current = { start, end }
    },
    reset() {
      current = atEnd
      wanted.value = null
    },
  }
}

import { batch, signal, type ReadonlySignal } from '@preact/signals'
import { appendAnswer } from '../lib/paragraphs.ts'
import { findSlots, insertAt } from '../lib/slots.ts'
import type { Selection } from './cursor.ts'
import type { Draft } from './drafts.ts'

export interface Insertion {
  /** An answer that waits until the agent has said what becomes of the one already there. */
  asked: ReadonlySignal<Answer | null>
  insert(answer: string, text: string): void
  /** Below what is there: two questions get two answers. */
  add(answer: string, text: string): void
  /** The same answer in another form: what was there can be brought back. */
  swap(answer: string, text: string): void
  replace(): void
  append(): void
  cancel(): void
  /** Which answers a text that was here before carried: undoing an insertion takes its stamps along. */
  stampsOf(text: string): string[] | undefined
  reset(): void
}

interface Answer {
  answer: string
  text: string
}

interface InsertionDeps {
  /** The reply being written; null when no ticket stands open. */
  draft: () => Draft | null
  cursor: () => Selection
  put: (text: string, answers: string[], selected: Selection) => void
  /** Words of one answer gave way to another's; `undo` brings them back. */
  onReplaced: (undo: () => void) => void
}

/** Putting catalogue answers into a reply, one or several. */
export function createInsertion({ draft, cursor, put, onReplaced }: InsertionDeps): Insertion {
  const asked = signal<Answer | null>(null)
  let stamps = new Map<string, string[]>()
  /** As inserted and not touched since. */
  let untouched: string | null = null

  function place(text: string, answers: string[], from: number): void {
    const before = draft()
    if (!before) return
    stamps.set(before.text, before.answers).set(text, answers)
    const slot = findSlots(text).find(({ start }) => start >= from)
    batch(() => {
      asked.value = null
      put(text, answers, slot ?? { start: from, end: from })
    })
  }
  function replaceWith({ answer, text }: Answer): void {
    const before = draft()
    if (!before) return
    untouched = text.trim()
    place(untouched, [answer], 0)
    if (before.text.trim() === '') return
    const end = before.text.length
    onReplaced(() => put(before.text, before.answers, { start: end, end }))
  }
  function addBelow({ answer, text }: Answer): void {
    const before = draft()
    if (!before) return
    const added = appendAnswer(before.text, text)
    place(added.text, [...new Set([...before.answers, answer])], added.start)
  }
  const answered = (work: (answer: Answer) => void) => () => {
    if (asked.peek()) work(asked.peek()!)
  }

  return {
    asked,
    insert(answer, text) {
      const before = draft()
      if (!before) return
      const isMine = before.text !== untouched && before.answers.length === 0
      if (before.text.trim() === '' || before.text === untouched) replaceWith({ answer, text })
      else if (isMine) {
        const { start, end } = cursor()
        const put = insertAt(before.text, text, start, end)
        place(put.text, [answer], put.cursor - text.trim().length)
      } else asked.value = { answer, text }
    },
    add: (answer, text) => addBelow({ answer, text }),
    swap: (answer, text) => replaceWith({ answer, text }),
    replace: answered(replaceWith),
    append: answered(addBelow),
    cancel: () => {
      asked.value = null
    },
    stampsOf: (text) => stamps.get(text),
    reset() {
      asked.value = null
      untouched = null
      stamps = new Map()
    },
  }
}

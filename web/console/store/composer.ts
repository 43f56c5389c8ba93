import { batch, signal, type ReadonlySignal } from '@preact/signals'
import type { Api } from '../api.ts'
import { findSlots, insertAt } from '../lib/slots.ts'
import { maxTextLength } from '../lib/text-limit.ts'
import type { DraftKind, Drafts } from './drafts.ts'
import type { OutgoingStore } from './outgoing.ts'
import { createSending, type Trouble } from './sending.ts'
import type { Thread } from './thread.ts'

export interface Composer {
  kind: ReadonlySignal<DraftKind>
  trouble: ReadonlySignal<Trouble | null>
  isBusy: ReadonlySignal<boolean>
  /** Where the cursor should stand; the text field follows it and takes the focus. */
  wantedCursor: ReadonlySignal<Selection | null>
  choose(kind: DraftKind): void
  /** Takes the focus, with the cursor at the end. */
  focus(kind: DraftKind): void
  write(text: string): void
  forgetAnswer(): void
  /** Where the cursor stands now. */
  noteCursor(start: number, end: number): void
  select(start: number, end: number): void
  insert(answer: string, text: string): void
  send(): Promise<void>
  resend(clientId: string): Promise<void>
  /** Brings an unsent reply back into the text field. */
  withdraw(clientId: string): void
  settleTrouble(): void
  /** Another ticket stands open. */
  reset(): void
}

interface Selection {
  start: number
  end: number
}

interface ComposerDeps {
  api: Api
  drafts: Drafts
  outgoing: OutgoingStore
  thread: Thread
}

const atEnd: Selection = { start: Infinity, end: Infinity }

export function createComposer({ api, drafts, outgoing, thread }: ComposerDeps): Composer {
  const kind = signal<DraftKind>('reply')
  const trouble = signal<Trouble | null>(null)
  const isBusy = signal(false)
  const wantedCursor = signal<Selection | null>(null)
  let cursor = atEnd

  const ticketId = () => thread.ticket.peek()?.id ?? null
  const draft = (id: number, which: DraftKind = kind.peek()) => drafts.of(id, which).peek()
  const tell = (id: number, next: Trouble) => {
    if (ticketId() === id) trouble.value = next
  }
  const sending = createSending({ drafts, outgoing, thread, tell })

  function select(start: number, end: number): void {
    cursor = { start, end }
    wantedCursor.value = cursor
  }
  function focus(next: DraftKind): void {
    const id = ticketId()
    kind.value = next
    if (id === null) return
    const end = draft(id, next).text.length
    select(end, end)
  }
  async function saveNote(id: number): Promise<void> {
    const { text } = draft(id, 'note')
    isBusy.value = true
    try {
      thread.applyAnswer(await api.note(id, text.trim()))
      if (draft(id, 'note').text === text) drafts.clear(id, 'note')
    } catch {
      tell(id, { kind: 'noteFailed' })
    } finally {
      isBusy.value = false
    }
  }

  return {
    kind,
    trouble,
    isBusy,
    wantedCursor,
    focus,
    select,
    resend: sending.resend,
    choose: (next) => {
      kind.value = next
    },
    write(text) {
      const id = ticketId()
      if (id === null) return
      drafts.write(id, kind.peek(), { ...draft(id), text })
      const problem = trouble.peek()?.kind
      const isOver = problem === 'slots' ? findSlots(text).length === 0 : problem !== 'conflict'
      if (isOver) trouble.value = null
    },
    forgetAnswer() {
      const id = ticketId()
      if (id !== null) drafts.write(id, 'reply', { ...draft(id, 'reply'), answer: null })
    },
    noteCursor: (start, end) => {
      cursor = { start, end }
    },
    insert(answer, text) {
      const id = ticketId()
      if (id === null) return
      const { start, end } = kind.peek() === 'reply' ? cursor : atEnd
      const put = insertAt(draft(id, 'reply').text, text, start, end)
      const slot = findSlots(put.text).find((found) => found.start >= put.cursor - text.trim().length)
      batch(() => {
        kind.value = 'reply'
        drafts.write(id, 'reply', { text: put.text, answer })
        select(slot?.start ?? put.cursor, slot?.end ?? put.cursor)
      })
    },
    async send() {
      const id = ticketId()
      if (id === null || isBusy.peek()) return
      const { text } = draft(id)
      const [slot] = kind.peek() === 'reply' ? findSlots(text) : []
      if (text.trim() === '') return
      if (text.length > maxTextLength) return tell(id, { kind: 'tooLong' })
      if (slot) {
        tell(id, { kind: 'slots' })
        return select(slot.start, slot.end)
      }
      trouble.value = null
      await (kind.peek() === 'reply' ? sending.sendReply(id) : saveNote(id))
    },
    withdraw(clientId) {
      const item = outgoing.withdraw(clientId)
      if (!item) return
      const typed = draft(item.ticketId, 'reply').text
      const text = typed ? `${item.text}\n\n${typed}` : item.text
      drafts.write(item.ticketId, 'reply', { text, answer: item.answer })
      focus('reply')
    },
    settleTrouble: () => {
      trouble.value = null
    },
    reset() {
      cursor = atEnd
      batch(() => {
        kind.value = 'reply'
        trouble.value = null
        wantedCursor.value = null
      })
    },
  }
}

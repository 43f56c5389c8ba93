import { batch, signal, type ReadonlySignal } from '@preact/signals'
import type { Message } from '../../../server/wire.ts'
import type { Api } from '../api.ts'
import { findSlots, insertAt } from '../lib/slots.ts'
import type { DraftKind, Drafts } from './drafts.ts'
import { lastMessageId } from './messages.ts'
import type { OutgoingStore, SendResult } from './outgoing.ts'
import type { Thread } from './thread.ts'

export interface Composer {
  kind: ReadonlySignal<DraftKind>
  trouble: ReadonlySignal<Trouble | null>
  isBusy: ReadonlySignal<boolean>
  /** Where the cursor should stand; the text field follows it and takes the focus. */
  wantedCursor: ReadonlySignal<{ start: number; end: number } | null>
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

export type Trouble =
  | { kind: 'slots' }
  | { kind: 'conflict'; messages: Message[] }
  | { kind: 'refused'; reason: string }
  | { kind: 'noteFailed' }

interface ComposerDeps {
  api: Api
  drafts: Drafts
  outgoing: OutgoingStore
  thread: Thread
}

export function createComposer({ api, drafts, outgoing, thread }: ComposerDeps): Composer {
  const kind = signal<DraftKind>('reply')
  const trouble = signal<Trouble | null>(null)
  const isBusy = signal(false)
  const wantedCursor = signal<{ start: number; end: number } | null>(null)
  let cursor = { start: Infinity, end: Infinity }

  const ticketId = () => thread.ticket.peek()?.id ?? null
  const draft = (id: number, which: DraftKind = kind.peek()) => drafts.of(id, which).peek()
  const select = (start: number, end: number) => {
    cursor = { start, end }
    wantedCursor.value = { start, end }
  }

  function focus(next: DraftKind): void {
    const id = ticketId()
    kind.value = next
    if (id === null) return
    const end = draft(id, next).text.length
    select(end, end)
  }

  async function handle(
    id: number,
    text: string,
    answer: string | null,
    seen: Message[],
    result: SendResult,
  ) {
    if (result.kind === 'stored') return thread.applyAnswer(result.message)
    if (result.kind === 'unsent') return
    // The text goes back to where it came from, in front of what was typed meanwhile.
    const typed = draft(id, 'reply').text
    drafts.write(id, 'reply', { text: typed ? `${text}\n\n${typed}` : text, answer })
    if (ticketId() !== id) return
    if (result.kind === 'refused') {
      const hasSlots = result.error.status === 422 && findSlots(text).length > 0
      trouble.value = hasSlots ? { kind: 'slots' } : { kind: 'refused', reason: reasonOf(result.error) }
      return
    }
    await thread.reload()
    if (ticketId() !== id) return
    const known = new Set(seen.map((message) => message.id))
    const fresh = thread.messages.peek().filter((message) => !known.has(message.id))
    trouble.value = { kind: 'conflict', messages: fresh }
  }

  async function sendReply(id: number): Promise<void> {
    const { text, answer } = draft(id, 'reply')
    if (findSlots(text).length > 0) {
      trouble.value = { kind: 'slots' }
      const [first] = findSlots(text)
      if (first) select(first.start, first.end)
      return
    }
    const seen = thread.messages.peek()
    const sending = outgoing.send({
      ticketId: id,
      text: text.trim(),
      answer,
      lastSeenMessageId: lastMessageId(seen),
    })
    drafts.clear(id, 'reply')
    await handle(id, text.trim(), answer, seen, await sending)
  }

  async function saveNote(id: number): Promise<void> {
    isBusy.value = true
    try {
      thread.applyAnswer(await api.note(id, draft(id, 'note').text.trim()))
      drafts.clear(id, 'note')
    } catch {
      trouble.value = { kind: 'noteFailed' }
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
    choose: (next) => {
      kind.value = next
    },
    write(text) {
      const id = ticketId()
      if (id === null) return
      drafts.write(id, kind.peek(), { ...draft(id), text })
      const { kind: problem } = trouble.peek() ?? {}
      if (problem === 'refused' || problem === 'noteFailed') trouble.value = null
      if (problem === 'slots' && findSlots(text).length === 0) trouble.value = null
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
      const isReply = kind.peek() === 'reply'
      const before = draft(id, 'reply').text
      const put = insertAt(
        before,
        text,
        isReply ? cursor.start : before.length,
        isReply ? cursor.end : before.length,
      )
      const slot = findSlots(put.text).find(({ start }) => start >= put.cursor - text.trim().length)
      batch(() => {
        kind.value = 'reply'
        drafts.write(id, 'reply', { text: put.text, answer })
        select(slot?.start ?? put.cursor, slot?.end ?? put.cursor)
      })
    },
    async send() {
      const id = ticketId()
      if (id === null || isBusy.peek() || draft(id).text.trim() === '') return
      trouble.value = null
      await (kind.peek() === 'reply' ? sendReply(id) : saveNote(id))
    },
    async resend(clientId) {
      const item = outgoing.items.peek().find((other) => other.clientId === clientId)
      if (!item) return
      const seen = thread.messages.peek()
      const result = await outgoing.resend(clientId, lastMessageId(seen))
      await handle(item.ticketId, item.text, item.answer, seen, result)
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
      cursor = { start: Infinity, end: Infinity }
      batch(() => {
        kind.value = 'reply'
        trouble.value = null
        wantedCursor.value = null
      })
    },
  }
}

function reasonOf(error: { message: string; problem: { errors?: { message: string }[] } | null }): string {
  return [error.message, ...(error.problem?.errors ?? []).map(({ message }) => message)].join(' · ')
}

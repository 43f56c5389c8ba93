import { batch, computed, signal, type ReadonlySignal } from '@preact/signals'
import type { Message } from '../../../server/wire/message.ts'
import type { Ticket } from '../../../server/wire/ticket.ts'
import type { Api } from '../api.ts'
import { findSlots } from '../lib/slots.ts'
import { maxTextLength } from '../lib/text-limit.ts'
import { atEnd, createCursor, type Cursor } from './cursor.ts'
import type { Draft, DraftKind, Drafts } from './drafts.ts'
import { createInsertion, type Insertion } from './insertion.ts'
import { lastMessageId, newerThan } from './messages.ts'
import type { HowToSend, OutgoingStore } from './outgoing.ts'
import { createSending, type Sending, type Trouble } from './sending.ts'
import type { Thread } from './thread.ts'
import type { Ways } from './ways.ts'

export interface Composer extends Pick<Sending, 'resend' | 'resendBroken'> {
  kind: ReadonlySignal<DraftKind>
  trouble: ReadonlySignal<Trouble | null>
  isBusy: ReadonlySignal<boolean>
  cursor: Cursor
  /** What others wrote since this reply was begun and its writer has not looked at yet. */
  newer: ReadonlySignal<Message[]>
  answers: Insertion
  choose(kind: DraftKind): void
  /** Takes the focus, with the cursor at the end. */
  focus(kind: DraftKind): void
  write(text: string): void
  forgetAnswer(answer: string): void
  /** Whether its first words go with a link, or all of it. */
  sendAsLink(on: boolean): void
  /** Who gets a copy of this mail. */
  copyTo(cc: string[]): void
  /** True when it was stored. */
  send(how?: HowToSend): Promise<boolean>
  /** Brings an unsent reply back into the text field. */
  withdraw(clientId: string): void
  /** The writer has looked at what is newer. */
  acknowledge(): void
  /** Another ticket stands open. */
  reset(): void
}

interface ComposerDeps {
  api: Api
  agentId: number
  drafts: Drafts
  outgoing: OutgoingStore
  thread: Thread
  isUploading: (ticketId: number) => boolean
  ways: Pick<Ways, 'isHindered' | 'templateText'>
  onReplaced: (undo: () => void) => void
  /** The server has this reply of ours. */
  onStored: (message: Message) => void
}

export function createComposer(deps: ComposerDeps): Composer {
  const { api, agentId, drafts, outgoing, thread, ways, isUploading, onReplaced, onStored } = deps
  const kind = signal<DraftKind>('reply')
  const trouble = signal<Trouble | null>(null)
  const isBusy = signal(false)
  const cursor = createCursor()

  const ticketId = () => thread.ticket.peek()?.id ?? null
  const draft = (id: number, which: DraftKind = kind.peek()) => drafts.of(id, which).peek()
  const tell = (id: number, next: Trouble) => {
    if (ticketId() === id) trouble.value = next
    return false
  }
  const sending = createSending({ drafts, outgoing, thread, tell, onStored })
  const newer = computed(() => {
    const id = thread.ticket.value?.id
    return id ? newerThan(thread.messages.value, drafts.of(id, 'reply').value.seen, agentId) : []
  })

  /** Every change of the words; the first one notes what had been seen by then. */
  function put(id: number, which: DraftKind, change: Partial<Draft>): void {
    const { text, seen } = draft(id, which)
    const known = text.trim() === '' ? null : seen
    drafts.change(id, which, { ...change, seen: known ?? lastMessageId(thread.messages.peek()) })
  }
  const answers = createInsertion({
    draft: () => (ticketId() === null ? null : draft(ticketId()!, 'reply')),
    cursor: () => (kind.peek() === 'reply' ? cursor.at() : atEnd),
    put: (text, answers, { start, end }) =>
      batch(() => {
        kind.value = 'reply'
        put(ticketId()!, 'reply', { text, answers })
        cursor.want(start, end)
      }),
    onReplaced,
  })
  function focus(next: DraftKind): void {
    const id = ticketId()
    kind.value = next
    if (id === null) return
    const end = draft(id, next).text.length
    cursor.want(end, end)
  }
  async function saveNote(id: number): Promise<boolean> {
    const { text } = draft(id, 'note')
    isBusy.value = true
    try {
      thread.applyAnswer(await api.note(id, text.trim()))
      if (draft(id, 'note').text === text) drafts.clear(id, 'note')
      return true
    } catch {
      return tell(id, { kind: 'noteFailed' })
    } finally {
      isBusy.value = false
    }
  }
  async function sendReply(ticket: Ticket, how: HowToSend, template: string | null): Promise<boolean> {
    const { id } = ticket
    const [slot] = template === null ? findSlots(draft(id).text) : []
    if (slot) cursor.want(slot.start, slot.end)
    if (slot) return tell(id, { kind: 'slots' })
    if (ways.isHindered(ticket)) return false
    if (isUploading(id)) return tell(id, { kind: 'uploading' })
    if (newer.peek().length > 0) return tell(id, { kind: 'conflict' })
    return sending.sendReply(id, lastMessageId(thread.messages.peek()), how, template)
  }

  return {
    kind,
    trouble,
    isBusy,
    cursor,
    newer,
    answers,
    focus,
    resend: sending.resend,
    resendBroken: sending.resendBroken,
    choose: (next) => {
      kind.value = next
    },
    write(text) {
      const id = ticketId()
      if (id === null || text === draft(id).text) return
      const stamps = kind.peek() === 'reply' ? answers.stampsOf(text) : undefined
      put(id, kind.peek(), { text, ...(stamps && { answers: stamps }) })
      const problem = trouble.peek()?.kind
      const isOver = problem === 'slots' ? findSlots(text).length === 0 : problem !== 'conflict'
      if (isOver) trouble.value = null
    },
    forgetAnswer(answer) {
      const id = ticketId()
      if (id === null) return
      drafts.change(id, 'reply', { answers: draft(id, 'reply').answers.filter((one) => one !== answer) })
    },
    sendAsLink(asLink) {
      const id = ticketId()
      if (id !== null) drafts.change(id, 'reply', { asLink })
    },
    copyTo(cc) {
      const id = ticketId()
      if (id !== null) drafts.change(id, 'reply', { cc })
    },
    async send(how = {}) {
      const ticket = thread.ticket.peek()
      if (!ticket || isBusy.peek()) return false
      const { id } = ticket
      const template = kind.peek() === 'reply' ? ways.templateText(ticket) : null
      const text = template ?? draft(id).text
      if (text.trim() === '') return false
      if (text.length > maxTextLength) return tell(id, { kind: 'tooLong' })
      trouble.value = null
      return kind.peek() === 'reply' ? sendReply(ticket, how, template) : saveNote(id)
    },
    withdraw(clientId) {
      const item = outgoing.withdraw(clientId)
      if (!item) return
      drafts.bringBack(item.ticketId, item)
      focus('reply')
    },
    acknowledge() {
      const id = ticketId()
      trouble.value = null
      if (id !== null) drafts.change(id, 'reply', { seen: lastMessageId(thread.messages.peek()) })
    },
    reset() {
      batch(() => {
        cursor.reset()
        kind.value = 'reply'
        trouble.value = null
        answers.reset()
      })
    },
  }
}

import { computed, signal, type ReadonlySignal } from '@preact/signals'
import type { Message } from '../../../server/wire/message.ts'
import type { Api } from '../api.ts'
import { ApiError } from '../http.ts'
import type { Draft, Drafts } from './drafts.ts'
import type { Toasts } from './toasts.ts'

/** An answer that has not gone yet. */
export type Waiting = Pick<Message, 'id' | 'ticketId'>

/** An answer of this desk that can still be undone. */
export interface Undoable extends Waiting {
  /** By this computer's clock, which may be wrong. */
  until: number
  thenStatus: 'pending' | 'solved' | null
}

export interface LaterStore {
  /** The latest one. */
  undoable: ReadonlySignal<Undoable | null>
  /** Somebody is choosing a time; null when nobody is. */
  asked: ReadonlySignal<Asked | null>
  ask(asked: Asked): void
  closeAsked(): void
  /** The server has a reply of ours. */
  noteStored(message: Message): void
  /** A message changed: it may have gone, or been taken back elsewhere. */
  noteChanged(message: Message): void
  undo(): Promise<void>
  /** Its words go back into the composer, and its ticket comes up. */
  takeBack(waiting: Waiting): Promise<void>
  sendNow(waiting: Waiting): Promise<void>
  move(waiting: Waiting, sendAt: string): Promise<void>
}

export interface Asked {
  /** The time it has; null when it has none. */
  sendAt: string | null
  onChosen: (sendAt: string) => void
}

interface LaterDeps {
  api: Api
  drafts: Drafts
  toasts: Toasts
  onScheduled: (message: Message) => void
  /** Something was done to a message here; live events may be away. */
  onMessage: (message: Message) => void
  onTakenBack: (ticketId: number) => void
}

/** The event that it went may come a moment after its time. */
const patienceMs = 3_000

/** Answers that go later, and the way back for those just sent. */
export function createLater(deps: LaterDeps): LaterStore {
  const { api, drafts, toasts, onScheduled, onMessage, onTakenBack } = deps
  const undoables = signal<Undoable[]>([])
  const asked = signal<Asked | null>(null)
  const drop = (id: number) => {
    undoables.value = undoables.value.filter((one) => one.id !== id)
  }
  /** Being taken back here: the event that it was may come before its words do. */
  const returning = new Set<number>()

  async function attempt(work: () => Promise<void>): Promise<void> {
    try {
      await work()
    } catch (error) {
      if (!(error instanceof ApiError) || error.status === 401) return
      toasts.say({ words: error.status === 409 ? 'alreadyGone' : 'changeFailed', isTrouble: true })
    }
  }

  async function takeBack(waiting: Waiting): Promise<void> {
    if (returning.has(waiting.id)) return
    returning.add(waiting.id)
    await attempt(() => bringBack(waiting))
    returning.delete(waiting.id)
  }

  async function bringBack({ id, ticketId }: Waiting): Promise<void> {
    try {
      const { message, draft } = await api.cancel(id)
      drafts.bringBack(ticketId, {
        ...draft,
        answers: draft.answers.map(({ answer }) => answer),
        versions: Object.fromEntries(draft.answers.map(({ answer, version }) => [answer, version])),
        cc: message.channel === 'email' ? draft.cc : null,
        seen: id,
        channel: message.channel,
        template: choiceOf(message),
        asLink: message.parts?.asLink === true,
      })
      drop(id)
      onMessage(message)
      onTakenBack(ticketId)
    } catch (error) {
      if (error instanceof ApiError && error.status === 409) drop(id)
      throw error
    }
  }

  return {
    undoable: computed(() => undoables.value.at(-1) ?? null),
    asked,
    ask: (next) => void (asked.value = next),
    closeAsked: () => void (asked.value = null),
    noteStored(message) {
      const { id, ticketId, later, createdAt } = message
      if (!later) return
      if (!later.isBrief) return onScheduled(message)
      const { thenStatus } = later
      const leftMs = Date.parse(later.sendAt) - Date.parse(createdAt)
      undoables.value = [...undoables.value, { id, ticketId, thenStatus, until: Date.now() + leftMs }]
      setTimeout(() => drop(id), leftMs + patienceMs)
    },
    noteChanged({ id, later }) {
      if (!later?.isBrief && !returning.has(id)) drop(id)
    },
    async undo() {
      const latest = undoables.peek().at(-1)
      if (latest) await takeBack(latest)
    },
    takeBack,
    sendNow: ({ id }) => attempt(() => api.mail.hurry(id)),
    move: ({ id }, sendAt) => attempt(async () => onMessage(await api.reschedule(id, sendAt))),
  }
}

/** The template it was to go by, to be chosen again. */
function choiceOf({ parts }: Message): Draft['template'] {
  const template = parts?.template
  return template ? { id: template.id, variables: Object.values(template.variables) } : null
}

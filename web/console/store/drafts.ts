import { signal, type Signal } from '@preact/signals'
import type { SafeStorage } from '../../shared/storage.ts'

export type DraftKind = 'reply' | 'note'

export interface Draft {
  text: string
  /** The suggested answer it grew from, e.g. `iptm-perpanjangan/biaya`. */
  answer: string | null
}

export interface Drafts {
  /** The signal of one draft; writing it keeps it until it is sent, also over a sign-out or a closed window. */
  of(ticketId: number, kind: DraftKind): Signal<Draft>
  write(ticketId: number, kind: DraftKind, draft: Draft): void
  clear(ticketId: number, kind: DraftKind): void
}

export const emptyDraft: Draft = { text: '', answer: null }

/** Drafts of one agent; several may share a computer. */
export function createDrafts(storage: SafeStorage, agentId: number): Drafts {
  const signals = new Map<string, Signal<Draft>>()
  const keyOf = (ticketId: number, kind: DraftKind) => `tanya.draft.${agentId}.${ticketId}.${kind}`

  function of(ticketId: number, kind: DraftKind): Signal<Draft> {
    const key = keyOf(ticketId, kind)
    const known = signals.get(key)
    if (known) return known
    const made = signal(parseDraft(storage.get(key)))
    signals.set(key, made)
    return made
  }
  function write(ticketId: number, kind: DraftKind, draft: Draft): void {
    const isEmpty = draft.text.trim() === ''
    of(ticketId, kind).value = isEmpty ? { ...draft, answer: null } : draft
    if (isEmpty) storage.remove(keyOf(ticketId, kind))
    else storage.set(keyOf(ticketId, kind), JSON.stringify(draft))
  }
  return { of, write, clear: (ticketId, kind) => write(ticketId, kind, emptyDraft) }
}

function parseDraft(value: string | null): Draft {
  try {
    const { text, answer } = JSON.parse(value ?? '{}') as Partial<Record<keyof Draft, unknown>>
    if (typeof text === 'string') return { text, answer: typeof answer === 'string' ? answer : null }
  } catch {
    // Something else wrote there; an empty draft is the honest reading.
  }
  return emptyDraft
}

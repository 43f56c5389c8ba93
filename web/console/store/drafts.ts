import { signal, type Signal } from '@preact/signals'
import type { Attachment } from '../../../server/wire/attachment.ts'
import type { TemplateChoice } from '../../../server/wire/whatsapp-template.ts'
import type { ChannelName } from '../lib/ways.ts'
import type { SafeStorage } from '../../shared/storage.ts'

export type DraftKind = 'reply' | 'note'

export interface Draft {
  text: string
  /** The answers it grew from, e.g. `iptm-perpanjangan/biaya`. */
  answers: string[]
  /** In which version each of them was inserted. */
  versions: Record<string, string>
  /** Who gets a copy of a mail; null: whoever was in the citizen’s latest. */
  cc: string[] | null
  /** The newest message that had been seen when the writing began; null when that is not known. */
  seen: number | null
  attachments: Attachment[]
  /** By which it goes; null: as the ticket is usually answered. */
  channel: ChannelName | null
  /** In place of the words: what WhatsApp takes after its 24 hours. */
  template: TemplateChoice | null
  /** A long text: its first words go, with a link to all of it. */
  asLink: boolean
}

export interface Drafts {
  /** The signal of one draft; writing it keeps it until it is sent, also over a sign-out or a closed window. */
  of(ticketId: number, kind: DraftKind): Signal<Draft>
  change(ticketId: number, kind: DraftKind, change: Partial<Draft>): void
  clear(ticketId: number, kind: DraftKind): void
  /** An answer that did not go, back before what was typed since. */
  bringBack(ticketId: number, answer: Draft): void
}

export const emptyDraft: Draft = {
  text: '',
  answers: [],
  versions: {},
  cc: null,
  seen: null,
  attachments: [],
  channel: null,
  template: null,
  asLink: false,
}

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
    const hasText = draft.text.trim() !== ''
    of(ticketId, kind).value = hasText
      ? draft
      : { ...draft, answers: [], versions: {}, seen: null, asLink: false }
    if (hasText || draft.attachments.length > 0 || draft.cc || draft.channel || draft.template)
      storage.set(keyOf(ticketId, kind), JSON.stringify(of(ticketId, kind).value))
    else storage.remove(keyOf(ticketId, kind))
  }
  return {
    of,
    change: (ticketId, kind, change) => write(ticketId, kind, { ...of(ticketId, kind).peek(), ...change }),
    clear: (ticketId, kind) => write(ticketId, kind, emptyDraft),
    bringBack(ticketId, { text, attachments, answers, versions, cc, seen, channel, template, asLink }) {
      const typed = of(ticketId, 'reply').peek()
      write(ticketId, 'reply', {
        // What a template says is the template's: of it the choice comes back.
        text: template ? typed.text : typed.text ? `${text}\n\n${typed.text}` : text,
        channel: channel ?? typed.channel,
        template: template ?? typed.template,
        asLink,
        attachments: [...attachments, ...typed.attachments],
        answers: [...new Set([...answers, ...typed.answers])],
        versions: { ...typed.versions, ...versions },
        cc,
        seen,
      })
    },
  }
}

function parseDraft(value: string | null): Draft {
  try {
    const kept = JSON.parse(value ?? '{}') as Partial<Record<keyof Draft, unknown>>
    if (typeof kept.text === 'string')
      return {
        text: kept.text,
        answers: Array.isArray(kept.answers) ? (kept.answers as string[]) : [],
        versions: typeof kept.versions === 'object' ? (kept.versions as Record<string, string>) : {},
        cc: Array.isArray(kept.cc) ? (kept.cc as string[]) : null,
        seen: typeof kept.seen === 'number' ? kept.seen : null,
        attachments: Array.isArray(kept.attachments) ? (kept.attachments as Attachment[]) : [],
        channel: typeof kept.channel === 'string' ? (kept.channel as ChannelName) : null,
        asLink: kept.asLink === true,
        template: typeof kept.template === 'object' ? (kept.template as TemplateChoice | null) : null,
      }
  } catch {
    // Something else wrote there; an empty draft is the honest reading.
  }
  return emptyDraft
}

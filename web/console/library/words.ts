import type { LibraryFileDetail } from '../../../server/wire/library.ts'
import type { Revision } from '../../../server/wire/revision.ts'
import type { ServiceContent } from '../../../server/wire/source-file.ts'

export type Mode = 'form' | 'file'

/** What somebody is writing: a form or the file itself, and a word to whoever checks it. */
export interface Words {
  mode: Mode
  /** Null where the text cannot be read as a service. */
  service: ServiceContent | null
  text: string
  note: string
}

/** The draft where there is one, else what is in force. */
export function wordsOf({ open, text, service }: LibraryFileDetail, mode: Mode): Words {
  const from = open ?? { text, service, note: '' }
  return { mode: from.service ? mode : 'file', service: from.service, text: from.text, note: from.note }
}

/** As the server takes it: the form as a service, else the text as it stands. */
export function writingOf({
  mode,
  service,
  text,
}: Words): { service: Record<string, unknown> } | { text: string } {
  return mode === 'form' && service ? { service } : { text }
}

export function differ(words: Words, saved: Words): boolean {
  return words.note !== saved.note || contentDiffers(words, saved)
}

export function contentDiffers(words: Words, saved: Words): boolean {
  return words.mode === 'form'
    ? JSON.stringify(words.service) !== JSON.stringify(saved.service)
    : words.text !== saved.text
}

/** Names what the words were begun from. */
export function basisOf(open: Revision | null): string {
  return open?.digest ?? 'in-force'
}

import type { ServiceContent } from '../../../server/wire/source-file.ts'
import type { SafeStorage } from '../../shared/storage.ts'
import type { Words } from './words.ts'

export interface Kept {
  words: Words
  /** What they were begun from; something else may have been saved since. */
  basis: string
}

export interface Unsaved {
  get(): Kept | null
  keep(kept: Kept): void
  forget(): void
}

/** What one agent wrote on one file and has not saved yet, kept over a sign-out or a closed window. */
export function createUnsaved(storage: SafeStorage, agentId: number, path: string): Unsaved {
  const key = `tanya.answer.${agentId}.${path}`
  return {
    get: () => parseKept(storage.get(key)),
    keep: (kept) => storage.set(key, JSON.stringify(kept)),
    forget: () => storage.remove(key),
  }
}

function parseKept(value: string | null): Kept | null {
  try {
    const { basis, words } = JSON.parse(value ?? '{}') as { basis?: unknown; words?: Partial<Words> }
    const { mode, text, note, service } = words ?? {}
    const isWhole = typeof basis === 'string' && typeof text === 'string' && typeof note === 'string'
    if (!isWhole || (mode !== 'form' && mode !== 'file')) return null
    return { basis, words: { mode, text, note, service: (service ?? null) as ServiceContent | null } }
  } catch {
    // Something else wrote there; nothing unsaved is the honest reading.
    return null
  }
}

/** Where the conversation is kept between visits: local storage, or this page's memory when that is closed to us. */
import { emptyConversation, type ConversationState } from './state.ts'

export type TextStorage = Pick<Storage, 'getItem' | 'setItem'>
export interface Memory {
  read(): ConversationState
  write(state: ConversationState): void
  /** Whether what was written outlives this page. */
  isLasting(): boolean
}

export const storageKey = 'tanya:chat'

/** Never throws: a storage that is absent, full or garbled costs persistence, not the conversation. */
export function browserMemory(storage: TextStorage | null): Memory {
  let current = emptyConversation()
  let lastText: string | null = null
  let isWritable = storage !== null

  return {
    isLasting: () => isWritable,
    read() {
      if (!isWritable) return current
      const text = readText(storage)
      if (text !== lastText) {
        current = parse(text)
        lastText = text
      }
      return current
    },
    write(state) {
      current = state
      if (!isWritable) return
      const text = JSON.stringify(state)
      if (writeText(storage, text)) {
        lastText = text
        return
      }
      // A full storage keeps what cannot be had again (the token and what waits); the server has the thread.
      writeText(storage, JSON.stringify({ ...state, messages: [], earlier: [], syncedSeq: 0 }))
      isWritable = false
    },
  }
}

function parse(text: string | null): ConversationState {
  const empty = emptyConversation()
  try {
    const kept: unknown = JSON.parse(text ?? '{}')
    if (typeof kept !== 'object' || kept === null) return empty
    const state: ConversationState = { ...empty, ...kept }
    return Array.isArray(state.messages) && Array.isArray(state.pending) ? state : empty
  } catch {
    return empty
  }
}

/** Reading and writing throw where cookies are blocked, writing also where the quota is used up. */
function readText(storage: TextStorage | null): string | null {
  try {
    return storage?.getItem(storageKey) ?? null
  } catch {
    return null
  }
}

function writeText(storage: TextStorage | null, text: string): boolean {
  try {
    storage?.setItem(storageKey, text)
    return true
  } catch {
    return false
  }
}

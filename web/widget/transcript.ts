import { shortTime } from '../shared/time.ts'
import type { ConversationState } from './state.ts'
import { timeline } from './timeline.ts'
import type { Language, Words } from './words.ts'

/** The conversation as plain text, to be kept elsewhere. */
export function transcript(state: ConversationState, language: Language, words: Words): string {
  const title = [words('title'), state.number].filter(Boolean).join(' · ')
  const lines = timeline({ ...state, earlier: [] }).map(({ side, name, text, attachments, at }) => {
    const who =
      side === 'own'
        ? (state.visitor?.name ?? words('you'))
        : (name ?? words(side === 'system' ? 'machine' : 'office'))
    const files = attachments.map(({ filename }) => `[${filename || words('attachment')}]`)
    return [`${who}, ${shortTime(at, language)}`, text, ...files].filter(Boolean).join('\n')
  })
  return [title, ...lines].join('\n\n') + '\n'
}

/** False when the browser refuses. Outside https there is only the old way. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    const before = document.activeElement
    const field = document.createElement('textarea')
    field.value = text
    document.body.append(field)
    field.select()
    const isCopied = document.execCommand('copy')
    field.remove()
    if (before instanceof HTMLElement) before.focus()
    return isCopied
  }
}

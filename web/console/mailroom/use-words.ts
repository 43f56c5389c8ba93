import { fill, type Translate } from '../../shared/i18n.ts'
import { useShell } from '../contexts.ts'
import { strings } from '../strings/index.ts'
import { mailboxStrings } from '../strings/mailboxes.ts'
import { mailroomStrings } from '../strings/mailroom.ts'

const words = { ...strings, ...mailroomStrings, ...mailboxStrings } as const

export type W = Translate<typeof words>

/** The sentence of a key, of this place's words or the desk's. */
export function useWords(): W {
  const language = useShell().i18n.language.value
  return (key, values) => fill(words[key][language], values)
}

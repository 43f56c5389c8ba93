import { fill, type Translate } from '../../shared/i18n.ts'
import { useShell } from '../contexts.ts'
import { strings } from '../strings/index.ts'
import { libraryStrings } from '../strings/library.ts'
import { libraryEditorStrings } from '../strings/library-editor.ts'

const words = { ...strings, ...libraryStrings, ...libraryEditorStrings } as const

export type WordKey = keyof typeof words
export type W = Translate<typeof words>

/** The sentence of a key, of this place's words or the desk's. */
export function useWords(): W {
  const language = useShell().i18n.language.value
  return (key, values) => fill(words[key][language], values)
}

/** A topic or theme has words of its own; one that came since has its id. */
export function hasWords(key: string): key is WordKey {
  return key in words
}

import type { Suggestion } from '../../../server/wire.ts'
import type { Desk } from '../desk.ts'

/** Into the reply, `below` what is there or by itself; that it was used is noted. */
export function insertSuggestion(
  { composer, suggestions }: Desk,
  { answer, text }: Suggestion,
  { below = false } = {},
): void {
  if (below) composer.answers.add(answer, text)
  else composer.answers.insert(answer, text)
  suggestions.noteInserted(answer)
}

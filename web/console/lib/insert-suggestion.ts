import type { Suggestion } from '../../../server/wire.ts'
import type { Desk } from '../desk.ts'

/** Into the reply; that it was used is noted. */
export function insertSuggestion({ composer, suggestions }: Desk, { answer, text }: Suggestion): void {
  composer.answers.insert(answer, text)
  suggestions.noteInserted(answer)
}

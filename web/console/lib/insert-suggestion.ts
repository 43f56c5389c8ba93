import type { Suggestion } from '../../../server/wire/answer.ts'
import type { Desk } from '../desk.ts'

/** Into the reply, `below` what is there or by itself; that it was used is noted. */
export function insertSuggestion(
  { composer, drafts, suggestions, thread }: Desk,
  { answer, text, version }: Suggestion,
  { below = false } = {},
): void {
  if (below) composer.answers.add(answer, text)
  else composer.answers.insert(answer, text)
  const ticketId = thread.ticket.peek()?.id
  if (ticketId !== undefined) {
    const { versions } = drafts.of(ticketId, 'reply').peek()
    drafts.change(ticketId, 'reply', { versions: { ...versions, [answer]: version } })
  }
  suggestions.noteInserted(answer)
}

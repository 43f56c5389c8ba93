/** A link that opens the chat with the beginning of a question: by the button's script, or as a page without it. */
export function chatView(question: string) {
  return { question, encoded: new URLSearchParams({ ask: question }).toString().slice('ask='.length) }
}

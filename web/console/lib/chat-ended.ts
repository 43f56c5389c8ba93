import type { Message } from '../../../server/wire/message.ts'

/** What the desk notes in the thread when a citizen ends a chat; nothing else tells it yet. */
const endedWords = 'Warga mengakhiri percakapan.'

/** Whether the citizen has ended the chat and not written since. */
export function hasChatEnded(messages: Message[]): boolean {
  const endedAt = messages.findLastIndex(
    ({ author, text }) => author.kind === 'system' && text === endedWords,
  )
  return endedAt !== -1 && !messages.slice(endedAt).some(({ direction }) => direction === 'inbound')
}

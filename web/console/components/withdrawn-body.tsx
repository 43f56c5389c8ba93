import type { Message } from '../../../server/wire/message.ts'
import { useDesk, useT } from '../contexts.ts'
import { MessageBody } from './message-body.tsx'

type Withdrawn = NonNullable<Message['withdrawn']>

/** What is left of an answer that was taken back: that it was, and folded, what it said. */
export function WithdrawnBody({ message, withdrawn }: { message: Message; withdrawn: Withdrawn }) {
  const t = useT()
  const { agent } = useDesk()
  const { author, by } = withdrawn
  const name = by.id === agent.id ? t('you') : by.name
  const isOwn = author === null || author.id === by.id
  return (
    <details class="message__folded">
      <summary>
        {isOwn ? t('withdrawnBy', { name }) : t('withdrawnOf', { name, author: author.name })}
      </summary>
      <MessageBody message={message} />
    </details>
  )
}

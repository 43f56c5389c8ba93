import type { Message } from '../../../server/wire/message.ts'
import { Icon } from '../../shared/icon.tsx'
import { useT } from '../contexts.ts'
import { MessageBody } from './message-body.tsx'

/** An answer that nobody read in the chat, sent to the address that was given: by which way, and folded, in which words. */
export function CarriedBody({ message }: { message: Message }) {
  const t = useT()
  return (
    <details class="message__folded message__carried">
      <summary>
        <Icon name={message.channel} size={14} />{' '}
        {message.channel === 'email'
          ? t('carriedByMail')
          : t('carriedBy', { way: t(`by_${message.channel}`) })}
      </summary>
      <MessageBody message={message} />
    </details>
  )
}

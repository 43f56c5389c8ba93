import type { Message } from '../../../server/wire/message.ts'
import { Button } from '../../shared/button.tsx'
import { Icon } from '../../shared/icon.tsx'
import { useDesk, useT } from '../contexts.ts'

/** Somebody wrote while this reply was being written: its writer looks first, or sends knowingly. */
export function NewerNotice({ messages, isUrgent }: { messages: Message[]; isUrgent: boolean }) {
  const t = useT()
  const { composer } = useDesk()
  const look = () => {
    const [first] = messages
    composer.acknowledge()
    const place = document.getElementById(`message-${first?.id}`)
    place?.scrollIntoView({ block: 'start' })
    place?.focus({ preventScroll: true })
  }
  const sendAnyway = () => {
    composer.acknowledge()
    void composer.send()
  }
  return (
    <div
      class={`notice newer ${isUrgent ? 'newer--urgent' : ''}`.trim()}
      role={isUrgent ? 'alert' : 'status'}
    >
      <Icon name="alert" />
      <div class="newer__words">
        <p class="newer__title">{useTitle(messages)}</p>
        {isUrgent && <p>{t('newerLead')}</p>}
      </div>
      <Button size="small" look="primary" onClick={look}>
        {t('lookFirst')}
      </Button>
      <Button size="small" onClick={sendAnyway}>
        {t('sendAnyway')}
      </Button>
    </div>
  )
}

function useTitle(messages: Message[]): string {
  const t = useT()
  const [message] = messages
  if (!message) return t('newerMessage')
  const name = message.author.name ?? t(message.author.kind === 'agent' ? 'fromAgent' : 'fromCitizen')
  if (message.direction === 'internal' && message.author.kind !== 'contact') return t('newerNote', { name })
  return t(message.direction === 'outbound' ? 'newerAnswer' : 'newerFrom', { name })
}

import { Button } from '../../shared/button.tsx'
import { Icon } from '../../shared/icon.tsx'
import { clockTime } from '../../shared/time.ts'
import { useDesk, useT } from '../contexts.ts'
import type { Outgoing } from '../store/outgoing.ts'
import { AttachmentList } from './attachment-list.tsx'
import { MessageText } from './message-text.tsx'

/** A reply our own server has not confirmed yet; looks like any other, so nothing jumps when it does. */
export function OutgoingItem({ item }: { item: Outgoing }) {
  const t = useT()
  const { i18n } = useDesk()
  const isUnsent = item.state === 'unsent'
  return (
    <li class="message message--outbound">
      <div class="message__main">
        <p class="message__head">
          <span class="message__author">{t('you')}</span>
          <time dateTime={item.createdAt}>{clockTime(item.createdAt, i18n.language.value)}</time>
        </p>
        <div class="message__bubble">
          <MessageText text={item.text} />
          <AttachmentList attachments={item.attachments} />
        </div>
        <div
          class={`delivery delivery--${isUnsent ? 'bad' : 'quiet'}`}
          data-state={isUnsent ? 'unsent' : 'queued'}
        >
          <p class="delivery__state">
            <Icon name={isUnsent ? 'alert' : 'clock'} size={14} /> {t(isUnsent ? 'unsent' : 'deliveryQueued')}
          </p>
          {isUnsent && <UnsentActions clientId={item.clientId} />}
        </div>
      </div>
    </li>
  )
}

function UnsentActions({ clientId }: { clientId: string }) {
  const t = useT()
  const { composer } = useDesk()
  return (
    <>
      <p class="delivery__why">{t('unsentWhy')}</p>
      <Button size="small" onClick={() => composer.resend(clientId)}>
        <Icon name="retry" size={14} /> {t('sendAgain')}
      </Button>
      <Button size="small" look="quiet" onClick={() => composer.withdraw(clientId)}>
        {t('backToComposer')}
      </Button>
    </>
  )
}

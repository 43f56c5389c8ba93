import { Button } from '../../shared/button.tsx'
import { Icon } from '../../shared/icon.tsx'
import { useDesk, useT } from '../contexts.ts'
import { Composer } from './composer.tsx'
import { MessageLog } from './message-log.tsx'
import { ThreadHeader } from './thread-header.tsx'

export function ThreadPane() {
  const t = useT()
  const { thread, list } = useDesk()
  const state = thread.state.value
  const ticket = thread.ticket.value
  return (
    <section class="thread-pane" id="conversation" tabIndex={-1} aria-label={t('conversation')}>
      {state === 'none' && !list.isHouseEmpty.value && <ChooseTicket />}
      {(state === 'missing' || state === 'failed') && <Trouble isMissing={state === 'missing'} />}
      {ticket && (state === 'ready' || state === 'loading') && (
        <>
          <ThreadHeader ticket={ticket} />
          <MessageLog key={ticket.id} ticket={ticket} />
          <Composer ticket={ticket} />
        </>
      )}
      {!ticket && state === 'loading' && <p class="empty">{t('loading')}</p>}
    </section>
  )
}

function ChooseTicket() {
  const t = useT()
  return (
    <div class="empty empty--pane">
      <span class="empty__icon">
        <Icon name="chat" size={28} />
      </span>
      <p class="empty__title">{t('chooseTicket')}</p>
      <p class="empty__lead">{t('chooseTicketLead')}</p>
    </div>
  )
}

function Trouble({ isMissing }: { isMissing: boolean }) {
  const t = useT()
  const { thread, route } = useDesk()
  return (
    <div class="empty empty--pane" role="alert">
      <p class="empty__title">{t(isMissing ? 'threadMissing' : 'threadFailed')}</p>
      {isMissing ? (
        <Button onClick={() => route.go({ ticketId: null })}>{t('backToList')}</Button>
      ) : (
        <Button onClick={() => thread.reload()}>{t('retry')}</Button>
      )}
    </div>
  )
}

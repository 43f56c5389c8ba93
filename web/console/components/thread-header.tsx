import type { Ticket } from '../../../server/wire.ts'
import { IconButton } from '../../shared/button.tsx'
import { Icon } from '../../shared/icon.tsx'
import { useDesk, useT } from '../contexts.ts'
import { TicketControls } from './ticket-controls.tsx'

export function ThreadHeader({ ticket }: { ticket: Ticket }) {
  const t = useT()
  const { route, isPanelOpen } = useDesk()
  return (
    <header class="thread-head">
      <div class="thread-head__line">
        <IconButton
          class="thread-head__back"
          label={t('backToList')}
          onClick={() => route.go({ ticketId: null })}
        >
          <Icon name="back" size={20} />
        </IconButton>
        <div class="thread-head__words">
          <h2 class="thread-head__subject">{ticket.subject || ticket.preview}</h2>
          <p class="thread-head__meta">
            <Icon name={ticket.channel} size={14} />
            <span>{t(`channel_${ticket.channel}`)}</span>
            <span class="thread-head__number">{ticket.number}</span>
            <span class="thread-head__name">{ticket.contact.name ?? t('nameless')}</span>
          </p>
        </div>
        <IconButton
          class="thread-head__panel"
          look="plain"
          label={t('openPanel')}
          aria-expanded={isPanelOpen.value}
          onClick={() => (isPanelOpen.value = !isPanelOpen.value)}
        >
          <Icon name="spark" size={18} />
        </IconButton>
      </div>
      <TicketControls ticket={ticket} />
      <Viewers />
    </header>
  )
}

function Viewers() {
  const t = useT()
  const { company } = useDesk()
  const names = company.viewers.value.map(({ name }) => name)
  return (
    <div role="status" class="viewers-place">
      {names.length > 0 && (
        <p class="viewers">
          <Icon name="eye" size={14} /> {t('alsoHere', { names: names.join(', ') })}
        </p>
      )}
    </div>
  )
}

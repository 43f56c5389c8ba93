import type { Ticket } from '../../../server/wire/ticket.ts'
import { Button, IconButton } from '../../shared/button.tsx'
import { Icon } from '../../shared/icon.tsx'
import { useDesk, useT } from '../contexts.ts'
import { contactName } from '../lib/contact-name.ts'
import { NextStep } from './next-step.tsx'
import { ForwardedNotice } from './forwarded-notice.tsx'
import { PossibleFollowUp } from './possible-follow-up.tsx'
import { TicketControls } from './ticket-controls.tsx'

export function ThreadHeader({ ticket }: { ticket: Ticket }) {
  const t = useT()
  const { route, isPanelOpen, suggestions } = useDesk()
  const name = contactName(ticket.contact) ?? t('nameless')
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
          <h2 class="thread-head__subject" title={ticket.subject}>
            {ticket.subject || t('subjectless', { channel: t(`channel_${ticket.channel}`), name })}
          </h2>
          <p class="thread-head__meta">
            <Icon name={ticket.channel} label={t(`channel_${ticket.channel}`)} size={14} />
            <span class="thread-head__channel" aria-hidden="true">
              {t(`channel_${ticket.channel}`)}
            </span>
            <span class="thread-head__number">{ticket.number}</span>
            <span class="thread-head__name">{name}</span>
            <Viewers />
          </p>
        </div>
        <NextStep ticket={ticket} />
        <Button
          class="thread-head__panel"
          title={t('openPanel')}
          aria-expanded={isPanelOpen.value}
          onClick={() => (isPanelOpen.value = !isPanelOpen.value)}
        >
          <Icon name="spark" size={18} />
          <span class="visually-hidden">{t('openPanel')}</span>
          {suggestions.items.value.length || ''}
        </Button>
      </div>
      <TicketControls ticket={ticket} />
      {ticket.forwardedFrom && <ForwardedNotice ticket={ticket} from={ticket.forwardedFrom} />}
      {ticket.possibleFollowUpOf && <PossibleFollowUp ticket={ticket} of={ticket.possibleFollowUpOf} />}
    </header>
  )
}

function Viewers() {
  const t = useT()
  const { company } = useDesk()
  const viewers = company.viewers.value.map(({ name }) => name)
  const firstNames = viewers.map((name) => name.split(' ')[0])
  return (
    <span role="status" class="viewers-place">
      {viewers.length > 0 && (
        <span class="viewers" title={viewers.join(', ')}>
          <Icon name="eye" size={14} />
          <span class="viewers__names">{t('alsoHere', { names: firstNames.join(', ') })}</span>
        </span>
      )}
    </span>
  )
}

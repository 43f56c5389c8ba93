import type { Ticket } from '../../../server/wire.ts'
import { Button } from '../../shared/button.tsx'
import { Icon } from '../../shared/icon.tsx'
import { useDesk, useT } from '../contexts.ts'

/** The one thing most often done next. */
export function NextStep({ ticket }: { ticket: Ticket }) {
  const t = useT()
  const { agent, changeTicket } = useDesk()
  const isDone = ticket.status === 'solved' || ticket.status === 'closed'
  if (isDone)
    return (
      <Button class="next-step" onClick={() => changeTicket({ status: 'open' }, { status: 'open' })}>
        <Icon name="retry" /> <span class="next-step__words">{t('reopen')}</span>
      </Button>
    )
  if (ticket.assignee === null)
    return (
      <Button
        class="next-step"
        onClick={() =>
          changeTicket({ assigneeId: agent.id }, { assignee: { id: agent.id, name: agent.name } })
        }
      >
        <Icon name="person" /> <span class="next-step__words">{t('take')}</span>
      </Button>
    )
  return (
    <Button class="next-step" onClick={() => changeTicket({ status: 'solved' }, { status: 'solved' })}>
      <Icon name="check" /> <span class="next-step__words">{t('solve')}</span>
    </Button>
  )
}

import type { Ticket } from '../../../server/wire/ticket.ts'
import { IconButton } from '../../shared/button.tsx'
import { Icon } from '../../shared/icon.tsx'
import { useDesk, useT } from '../contexts.ts'
import { Pick } from './pick.tsx'

const statuses: Ticket['status'][] = ['new', 'open', 'pending', 'solved', 'closed']
const priorities: Ticket['priority'][] = ['low', 'normal', 'high', 'urgent']

export function TicketControls({ ticket }: { ticket: Ticket }) {
  const t = useT()
  const { changeTicket, setStatus, dialog } = useDesk()
  return (
    <div class="controls">
      <Pick
        label={t('status')}
        value={ticket.status}
        options={statuses.map((status) => ({ value: status, label: t(`status_${status}`) }))}
        onPick={(status) => setStatus(ticket, status)}
      />
      <Pick
        label={t('priority')}
        value={ticket.priority}
        options={priorities.map((priority) => ({ value: priority, label: t(`priority_${priority}`) }))}
        onPick={(priority) => changeTicket({ priority }, { priority })}
      />
      <AssigneePick ticket={ticket} />
      <IconButton
        size="small"
        label={t('transfer')}
        aria-haspopup="dialog"
        onClick={() => (dialog.value = 'transfer')}
      >
        <Icon name="handOver" />
      </IconButton>
    </div>
  )
}

function AssigneePick({ ticket }: { ticket: Ticket }) {
  const t = useT()
  const { agents, agent, changeTicket, refreshAgents } = useDesk()
  const known = agents.value.some(({ id }) => id === ticket.assignee?.id)
  const people = ticket.assignee && !known ? [...agents.value, ticket.assignee] : agents.value
  const options = people.map(({ id, name }) => ({
    value: String(id),
    label: id === agent.id ? t('me', { name }) : name,
  }))
  return (
    <Pick
      label={t('assignee')}
      value={String(ticket.assignee?.id ?? '')}
      options={[{ value: '', label: t('nobody') }, ...options]}
      onOpen={refreshAgents}
      onPick={(value) => {
        const assignee = people.find(({ id }) => String(id) === value) ?? null
        void changeTicket({ assigneeId: assignee?.id ?? null }, { assignee })
      }}
    />
  )
}

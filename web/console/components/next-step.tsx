import type { Ticket } from '../../../server/wire/ticket.ts'
import { Button } from '../../shared/button.tsx'
import { Icon, type IconName } from '../../shared/icon.tsx'
import { useDesk, useT } from '../contexts.ts'
import { takeTicket } from '../lib/take-ticket.ts'
import type { StringKey } from '../strings/index.ts'

interface Step {
  icon: IconName
  words: StringKey
  /** For the narrow header of a phone. */
  short: StringKey
  act: () => unknown
}

/** The one thing most often done next. */
export function NextStep({ ticket }: { ticket: Ticket }) {
  const t = useT()
  const { icon, words, short, act } = useStep(ticket)
  return (
    <Button class="next-step" onClick={act}>
      <Icon name={icon} />
      <span class="next-step__words">{t(words)}</span>
      <span class="next-step__short">{t(short)}</span>
    </Button>
  )
}

function useStep(ticket: Ticket): Step {
  const desk = useDesk()
  if (ticket.status === 'solved' || ticket.status === 'closed')
    return { icon: 'retry', words: 'reopen', short: 'reopenShort', act: () => desk.setStatus(ticket, 'open') }
  if (ticket.assignee === null)
    return { icon: 'person', words: 'take', short: 'takeShort', act: () => takeTicket(desk) }
  return { icon: 'check', words: 'solve', short: 'solveShort', act: () => desk.setStatus(ticket, 'solved') }
}

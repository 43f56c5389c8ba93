import type { Ticket } from '../../../server/wire/ticket.ts'
import { useDesk, useT } from '../contexts.ts'
import { AskNotice } from './ask-notice.tsx'

interface ForwardedNoticeProps {
  ticket: Ticket
  from: NonNullable<Ticket['forwardedFrom']>
}

/** An officer passed on somebody’s mail, and nothing proves that it was the officer: an agent says whose ticket it is. */
export function ForwardedNotice({ ticket, from }: ForwardedNoticeProps) {
  const t = useT()
  const { api, thread } = useDesk()
  const settle = async (isTheirs: boolean) => thread.applyTicket(await api.settleForward(ticket.id, isTheirs))
  return (
    <AskNotice
      icon="person"
      yes="forwardedTheirs"
      no="forwardedNot"
      failed="forwardedFailed"
      onAnswer={settle}
    >
      {t('forwardedFrom', { person: from.name ? `${from.name} (${from.address})` : from.address })}
    </AskNotice>
  )
}

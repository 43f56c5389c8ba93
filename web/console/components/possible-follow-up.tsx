import type { Ticket } from '../../../server/wire/ticket.ts'
import { useDesk, useT } from '../contexts.ts'
import { formatPlace } from '../store/route.ts'
import { AskNotice } from './ask-notice.tsx'

/** A stranger quotes another ticket; whoever has looked says whether the two are one. */
export function PossibleFollowUp({ ticket, of }: { ticket: Ticket; of: number }) {
  const t = useT()
  const { api, route, thread } = useDesk()
  const settle = async (confirmed: boolean) => {
    const settled = await api.settleFollowUp(ticket.id, confirmed)
    if (confirmed) route.go({ ticketId: settled.id })
    else thread.applyTicket(settled)
  }
  return (
    <AskNotice
      icon="question"
      yes="followUpMerge"
      no="followUpApart"
      failed="followUpFailed"
      onAnswer={settle}
    >
      {t('possibleFollowUp')}{' '}
      <a href={formatPlace({ ...route.place.value, ticketId: of })}>{t('openOther')}</a>
    </AskNotice>
  )
}

import { useSignal } from '@preact/signals'
import type { Ticket } from '../../../server/wire/ticket.ts'
import { Button } from '../../shared/button.tsx'
import { Icon } from '../../shared/icon.tsx'
import { useDesk, useT } from '../contexts.ts'
import { formatPlace } from '../store/route.ts'

/** A stranger quotes another ticket; whoever has looked says whether the two are one. */
export function PossibleFollowUp({ ticket, of }: { ticket: Ticket; of: number }) {
  const t = useT()
  const { api, route, thread, toasts } = useDesk()
  const isBusy = useSignal(false)
  const settle = async (confirmed: boolean) => {
    if (isBusy.value) return
    isBusy.value = true
    await api.settleFollowUp(ticket.id, confirmed).then(
      (settled) => (confirmed ? route.go({ ticketId: settled.id }) : thread.applyTicket(settled)),
      () => toasts.say({ words: 'followUpFailed', isTrouble: true }),
    )
    isBusy.value = false
  }
  return (
    <div class="notice follow-up" role="note">
      <Icon name="question" />
      <span class="follow-up__words">
        {t('possibleFollowUp')}{' '}
        <a href={formatPlace({ ...route.place.value, ticketId: of })}>{t('openOther')}</a>
      </span>
      <div class="follow-up__acts">
        <Button size="small" aria-disabled={isBusy.value} onClick={() => settle(true)}>
          {t('followUpMerge')}
        </Button>
        <Button size="small" aria-disabled={isBusy.value} onClick={() => settle(false)}>
          {t('followUpApart')}
        </Button>
      </div>
    </div>
  )
}

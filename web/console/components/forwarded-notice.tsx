import { useSignal } from '@preact/signals'
import type { Ticket } from '../../../server/wire/ticket.ts'
import { Button } from '../../shared/button.tsx'
import { Icon } from '../../shared/icon.tsx'
import { useDesk, useT } from '../contexts.ts'

interface ForwardedNoticeProps {
  ticket: Ticket
  from: NonNullable<Ticket['forwardedFrom']>
}

/** An officer passed on somebody’s mail, and nothing proves that it was the officer: an agent says whose ticket it is. */
export function ForwardedNotice({ ticket, from }: ForwardedNoticeProps) {
  const t = useT()
  const { api, thread, toasts } = useDesk()
  const isBusy = useSignal(false)
  const settle = async (isTheirs: boolean) => {
    if (isBusy.value) return
    isBusy.value = true
    await api.settleForward(ticket.id, isTheirs).then(
      (settled) => thread.applyTicket(settled),
      () => toasts.say({ words: 'forwardedFailed', isTrouble: true }),
    )
    isBusy.value = false
  }
  return (
    <div class="notice follow-up" role="note">
      <Icon name="person" />
      <span class="follow-up__words">
        {t('forwardedFrom', { person: from.name ? `${from.name} (${from.address})` : from.address })}
      </span>
      <div class="follow-up__acts">
        <Button size="small" aria-disabled={isBusy.value} onClick={() => settle(true)}>
          {t('forwardedTheirs')}
        </Button>
        <Button size="small" aria-disabled={isBusy.value} onClick={() => settle(false)}>
          {t('forwardedNot')}
        </Button>
      </div>
    </div>
  )
}

import { useSignal } from '@preact/signals'
import { Button } from '../../shared/button.tsx'
import { useDesk, useT } from '../contexts.ts'
import type { Waiting } from '../store/later.ts'

/** Back into the composer with an answer that is not on its way. `ticketNumber` names it where several stand in a list. */
export function TakeBackButton({
  waiting,
  ticketNumber,
}: {
  waiting: Waiting
  ticketNumber?: string | undefined
}) {
  const t = useT()
  const { later } = useDesk()
  const isBusy = useSignal(false)
  const takeBack = async () => {
    if (isBusy.value) return
    isBusy.value = true
    await later.takeBack(waiting)
    isBusy.value = false
  }
  return (
    <Button
      size="small"
      look="quiet"
      title={t('takeBackHint')}
      aria-label={ticketNumber && t('ofTicket', { words: t('takeBack'), number: ticketNumber })}
      aria-disabled={isBusy.value}
      onClick={takeBack}
    >
      {t('takeBack')}
    </Button>
  )
}

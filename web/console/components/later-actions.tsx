import { useSignal } from '@preact/signals'
import type { Later } from '../../../server/wire/later.ts'
import { Button } from '../../shared/button.tsx'
import { useDesk, useT } from '../contexts.ts'
import type { StringKey } from '../strings/index.ts'
import { TakeBackButton } from './take-back-button.tsx'
import type { Waiting } from '../store/later.ts'

interface LaterActionsProps {
  waiting: Waiting
  later: Later
  /** Where several stand in a list, each button names its ticket. */
  ticketNumber?: string | undefined
}

/** What can be done with an answer that has not gone yet. */
export function LaterActions({ waiting, later: { sendAt, held }, ticketNumber }: LaterActionsProps) {
  const t = useT()
  const { later } = useDesk()
  const isBusy = useSignal(false)
  const act = (work: () => Promise<void>) => async () => {
    if (isBusy.value) return
    isBusy.value = true
    await work()
    isBusy.value = false
  }
  const named = (words: StringKey) => ({
    'aria-label': ticketNumber ? t('ofTicket', { words: t(words), number: ticketNumber }) : undefined,
    'aria-disabled': isBusy.value,
    children: t(words),
  })
  const change = () =>
    later.ask({ sendAt: held ? null : sendAt, onChosen: (at) => void act(() => later.move(waiting, at))() })
  const changeButton = <Button size="small" look="quiet" onClick={change} {...named('changeTime')} />
  return (
    <div class="later__actions">
      {!held && changeButton}
      <Button
        size="small"
        look={held ? 'plain' : 'quiet'}
        onClick={act(() => later.sendNow(waiting))}
        {...named(held ? 'sendAnywayNow' : 'sendItNow')}
      />
      {held && changeButton}
      <TakeBackButton waiting={waiting} ticketNumber={ticketNumber} />
    </div>
  )
}

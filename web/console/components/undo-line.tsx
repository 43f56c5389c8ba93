import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { Button } from '../../shared/button.tsx'
import { useDesk, useT } from '../contexts.ts'

/** The way back from an answer just sent. Said once; the seconds are for the eye alone. */
export function UndoLine() {
  const t = useT()
  const { later, shortcutsOn } = useDesk()
  const undoable = later.undoable.value
  return (
    <div class="undo-place">
      <p class="visually-hidden" role="status" key={undoable?.id}>
        {undoable && t(shortcutsOn.value ? 'undoSaid' : 'undoSaidNoKeys')}
      </p>
      {undoable && (
        <section class="toast" aria-label={t('leavingSoon')}>
          <p class="toast__words" aria-hidden="true">
            <Countdown until={undoable.until} />
            {undoable.thenStatus && (
              <span class="toast__more">
                {t(undoable.thenStatus === 'solved' ? 'thenSolved' : 'thenPending')}
              </span>
            )}
          </p>
          <Button size="small" onClick={() => later.undo()}>
            {t('undo')}
            {shortcutsOn.value && <kbd aria-hidden="true">Z</kbd>}
          </Button>
        </section>
      )}
    </div>
  )
}

function Countdown({ until }: { until: number }) {
  const t = useT()
  const now = useSignal(Date.now())
  useEffect(() => {
    const timer = setInterval(() => (now.value = Date.now()), 250)
    return () => clearInterval(timer)
  }, [now])
  const seconds = Math.ceil((until - now.value) / 1000)
  return <>{seconds > 0 ? t('sendsIn', { seconds }) : t('sendsNow')}</>
}

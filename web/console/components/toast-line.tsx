import { Button, IconButton } from '../../shared/button.tsx'
import { Icon } from '../../shared/icon.tsx'
import { useDesk, useT } from '../contexts.ts'
import { UndoLine } from './undo-line.tsx'

/** At the foot of the list, where it covers neither thread nor composer. */
export function ToastLine() {
  const t = useT()
  const { toasts } = useDesk()
  const toast = toasts.current.value
  const undo = () => {
    toasts.close()
    toast?.undo?.()
  }
  return (
    <div class="toast-place">
      <UndoLine />
      <div role="status">
        {toast && (
          <div class={toast.isTrouble ? 'toast toast--trouble' : 'toast'}>
            <Icon name={toast.isTrouble ? 'alert' : 'check'} />
            <p class="toast__words">{t(toast.words, toast.values)}</p>
            {toast.undo && (
              <Button size="small" onClick={undo}>
                {t('undo')}
              </Button>
            )}
            <IconButton size="small" label={t('close')} onClick={toasts.close}>
              <Icon name="close" />
            </IconButton>
          </div>
        )}
      </div>
    </div>
  )
}

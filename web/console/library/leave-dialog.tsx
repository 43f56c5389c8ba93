import { Button } from '../../shared/button.tsx'
import { useDesk } from '../contexts.ts'
import { AskDialog } from './ask-dialog.tsx'
import { useWords } from './use-words.ts'

/** Asks whoever is about to leave unsaved changes behind. */
export function LeaveDialog({ onSave }: { onSave: () => Promise<boolean> }) {
  const t = useWords()
  const { route } = useDesk()
  const saveAndLeave = async () => {
    if (await onSave()) route.leave()
    else route.stay()
  }
  return (
    <AskDialog
      isOpen={route.wanted.value !== null}
      title={t('leaveTitle')}
      lead={t('leaveLead')}
      onClose={route.stay}
    >
      <Button look="primary" onClick={saveAndLeave}>
        {t('leaveSave')}
      </Button>
      <Button onClick={route.leave}>{t('leaveAnyway')}</Button>
      <Button look="quiet" onClick={route.stay}>
        {t('stayHere')}
      </Button>
    </AskDialog>
  )
}

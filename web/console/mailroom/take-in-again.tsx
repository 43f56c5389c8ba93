import type { Mail } from '../../../server/wire/mail.ts'
import { Button } from '../../shared/button.tsx'
import { Icon } from '../../shared/icon.tsx'
import { useDesk } from '../contexts.ts'
import { useAct } from './use-act.ts'
import { useWords } from './use-words.ts'

/** After the fault was mended, or to see whether it was. */
export function TakeInAgain({ mail, onTaken }: { mail: Mail; onTaken: (mail: Mail) => void }) {
  const t = useWords()
  const { api, mails } = useDesk()
  const { state, run } = useAct(async () => {
    onTaken(await api.mail.replay(mail.id))
    void mails.refresh()
  })
  return (
    <div class="take-in">
      <Button
        look={mail.bucket === 'quarantined' ? 'primary' : 'plain'}
        aria-disabled={state === 'busy'}
        onClick={run}
      >
        <Icon name="retry" /> {t('takeInAgain')}
      </Button>
      <p class="mailroom__lead" role="status">
        {state === 'done'
          ? t('takenInAgain', { bucket: t(`bucket_${mail.bucket ?? 'unsorted'}`) })
          : state === 'failed'
            ? t('takeInFailed')
            : t('takeInAgainHint')}
      </p>
    </div>
  )
}

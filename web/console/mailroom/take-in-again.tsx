import { useSignal } from '@preact/signals'
import type { Mail } from '../../../server/wire/mail.ts'
import { Button } from '../../shared/button.tsx'
import { Icon } from '../../shared/icon.tsx'
import { useDesk } from '../contexts.ts'
import { useWords } from './use-words.ts'

/** After the fault was mended, or to see whether it was. */
export function TakeInAgain({ mail, onTaken }: { mail: Mail; onTaken: (mail: Mail) => void }) {
  const t = useWords()
  const { api, mails } = useDesk()
  const state = useSignal<'ready' | 'busy' | 'done' | 'failed'>('ready')
  const take = async () => {
    if (state.value === 'busy') return
    state.value = 'busy'
    try {
      onTaken(await api.mail.replay(mail.id))
      state.value = 'done'
      void mails.refresh()
    } catch {
      state.value = 'failed'
    }
  }
  return (
    <div class="take-in">
      <Button
        look={mail.bucket === 'quarantined' ? 'primary' : 'plain'}
        aria-disabled={state.value === 'busy'}
        onClick={take}
      >
        <Icon name="retry" /> {t('takeInAgain')}
      </Button>
      <p class="mailroom__lead" role="status">
        {state.value === 'done'
          ? t('takenInAgain', { bucket: t(`bucket_${mail.bucket ?? 'unsorted'}`) })
          : state.value === 'failed'
            ? t('takeInFailed')
            : t('takeInAgainHint')}
      </p>
    </div>
  )
}

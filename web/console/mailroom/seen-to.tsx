import { useSignal } from '@preact/signals'
import type { Mail } from '../../../server/wire/mail.ts'
import { Button } from '../../shared/button.tsx'
import { Icon } from '../../shared/icon.tsx'
import { shortTime } from '../../shared/time.ts'
import { useDesk } from '../contexts.ts'
import { useWords } from './use-words.ts'

/** When nobody waits any more for what is in quarantine, it need not call. */
export function SeenTo({ mail, onSettled }: { mail: Mail; onSettled: (mail: Mail) => void }) {
  const t = useWords()
  const { api, mails, i18n } = useDesk()
  const state = useSignal<'ready' | 'busy' | 'failed'>('ready')
  const settle = async () => {
    if (state.value === 'busy') return
    state.value = 'busy'
    try {
      onSettled(await api.mail.settle(mail.id))
      void mails.refresh()
    } catch {
      state.value = 'failed'
    }
  }
  const { settledAt } = mail
  return (
    <div class="take-in">
      {settledAt === null && (
        <Button aria-disabled={state.value === 'busy'} onClick={settle}>
          <Icon name="check" /> {t('seenTo')}
        </Button>
      )}
      <p class="mailroom__lead" role="status">
        {settledAt !== null
          ? t('seenToAt', { time: shortTime(settledAt, i18n.language.value) })
          : t(state.value === 'failed' ? 'seenToFailed' : 'seenToHint')}
      </p>
    </div>
  )
}

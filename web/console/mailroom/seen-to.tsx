import type { Mail } from '../../../server/wire/mail.ts'
import { Button } from '../../shared/button.tsx'
import { Icon } from '../../shared/icon.tsx'
import { shortTime } from '../../shared/time.ts'
import { useDesk } from '../contexts.ts'
import { useAct } from './use-act.ts'
import { useWords } from './use-words.ts'

/** When nobody waits any more for what is in quarantine, it need not call. */
export function SeenTo({ mail, onSettled }: { mail: Mail; onSettled: (mail: Mail) => void }) {
  const t = useWords()
  const { api, mails, i18n } = useDesk()
  const { state, run } = useAct(async () => {
    onSettled(await api.mail.settle(mail.id))
    void mails.refresh()
  })
  const { settledAt } = mail
  return (
    <div class="take-in">
      {settledAt === null && (
        <Button aria-disabled={state === 'busy'} onClick={run}>
          <Icon name="check" /> {t('seenTo')}
        </Button>
      )}
      <p class="mailroom__lead" role="status">
        {settledAt !== null
          ? t('seenToAt', { time: shortTime(settledAt, i18n.language.value) })
          : t(state === 'failed' ? 'seenToFailed' : 'seenToHint')}
      </p>
    </div>
  )
}

import type { Mail } from '../../../server/wire/mail.ts'
import { Button } from '../../shared/button.tsx'
import { Icon } from '../../shared/icon.tsx'
import { useDesk } from '../contexts.ts'
import { useAct } from './use-act.ts'
import { useWords } from './use-words.ts'

/** A program took a citizen's mail for a machine's: whoever sees it puts that right. */
export function BecomeTicket({ mail, onOpened }: { mail: Mail; onOpened: (mail: Mail) => void }) {
  const t = useWords()
  const { api } = useDesk()
  const { state, run } = useAct(async () => onOpened(await api.mail.openTicket(mail.id)))
  return (
    <div class="take-in">
      <Button aria-disabled={state === 'busy'} onClick={run}>
        <Icon name="plus" /> {t('becomeTicket')}
      </Button>
      <p class="mailroom__lead" role="status">
        {t(state === 'failed' ? 'becomeTicketFailed' : 'becomeTicketHint')}
      </p>
    </div>
  )
}

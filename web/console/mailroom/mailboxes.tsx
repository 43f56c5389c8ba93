import { useSignal } from '@preact/signals'
import { useEffect, useMemo } from 'preact/hooks'
import '../styles/mailboxes.css'
import { Button } from '../../shared/button.tsx'
import { useDesk } from '../contexts.ts'
import { mailboxAddress } from '../lib/mailbox-name.ts'
import { usePolling } from '../lib/use-polling.ts'
import { createBoxes } from './boxes.ts'
import { Completeness } from './completeness.tsx'
import type { Log } from './log.ts'
import { MailboxCard } from './mailbox-card.tsx'
import { useWords } from './use-words.ts'

const lookEveryMs = 5_000
/** So long a look mostly takes. */
const lookAgainMs = 1_000

/** How each mailbox is doing, and for admins whether every mail in it is accounted for. */
export function Mailboxes({ log }: { log: Log }) {
  const t = useWords()
  const { api, agent } = useDesk()
  const boxes = useMemo(() => createBoxes(api.mail), [api])
  const said = useSignal('')
  const { value, state, load } = boxes.all
  useEffect(() => void load(), [load])
  usePolling(load, lookEveryMs)
  const look = async (name: string) => {
    const done = await api.mail.lookNow(name).then(
      () => true,
      () => false,
    )
    said.value = t(done ? 'lookedNow' : 'lookFailed', { name: mailboxAddress(name) })
    await load()
    setTimeout(() => void load(), lookAgainMs)
  }
  const all = value.value
  return (
    <section class="boxes" aria-label={t('tabBoxes')} aria-busy={state.value === 'loading'}>
      <p class="visually-hidden" role="status">
        {said.value}
      </p>
      {state.value === 'loading' && <p class="mailroom__waiting">{t('loading')}</p>}
      {state.value === 'failed' && (
        <div class="empty" role="alert">
          <p>{t('boxesFailed')}</p>
          <Button onClick={load}>{t('retry')}</Button>
        </div>
      )}
      {all?.length === 0 && (
        <div class="empty">
          <p class="empty__title">{t('noBoxes')}</p>
          <p class="empty__lead">{t('noBoxesLead')}</p>
        </div>
      )}
      {all && all.length > 0 && (
        <>
          <ul role="list" class="boxes__list">
            {all.map((mailbox) => (
              <MailboxCard
                key={mailbox.name}
                mailbox={mailbox}
                onLook={agent.role === 'admin' ? look : null}
                onQuarantine={() => (log.bucket.value = 'quarantined')}
              />
            ))}
          </ul>
          {agent.role === 'admin' && <Completeness check={boxes.check} />}
        </>
      )}
    </section>
  )
}

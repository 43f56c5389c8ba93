import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { MailboxCheck } from '../../../server/wire/mailbox.ts'
import { Button } from '../../shared/button.tsx'
import { Icon } from '../../shared/icon.tsx'
import { useDesk } from '../contexts.ts'
import type { Loaded } from '../lib/loaded.ts'
import { usePolling } from '../lib/use-polling.ts'
import { BalanceCard } from './balance-card.tsx'
import { LedgerSum } from './ledger-sum.tsx'
import { Moment } from './moment.tsx'
import { useWords } from './use-words.ts'

const askEveryMs = 1_000

/** Mailboxes and log held against each other: begun by hand, watched, and mended by a button. */
export function Completeness({ check }: { check: Loaded<MailboxCheck> }) {
  const t = useWords()
  const { api, mails } = useDesk()
  const isRefused = useSignal(false)
  useEffect(() => void check.load(), [check])
  const found = check.value.value
  const isRunning = found?.state === 'running' || found?.state === 'taking-in'
  usePolling(check.load, isRunning ? askEveryMs : null)
  const act = async (work: () => Promise<MailboxCheck>) => {
    if (isRunning) return
    isRefused.value = false
    await work().then(check.put, () => (isRefused.value = true))
    void mails.refresh()
  }
  return (
    <section class="check" aria-labelledby="check-title">
      <div class="check__head">
        <div>
          <h2 class="check__title" id="check-title">
            {t('checkTitle')}
          </h2>
          <p class="mailroom__lead">{t('checkLead')}</p>
        </div>
        <Button aria-disabled={isRunning} onClick={() => act(api.mail.startCheck)}>
          <Icon name="check" /> {t('checkStart')}
        </Button>
      </div>
      <p class="mailroom__lead check__progress" role="status">
        {isRefused.value ? t('checkFailed') : found && <Progress check={found} />}
      </p>
      {found && found.state !== 'none' && (
        <>
          <ul role="list" class="check__folders">
            {found.folders.map((folder) => (
              <BalanceCard
                key={folder.name}
                folder={folder}
                isBusy={isRunning}
                onTakeIn={() => act(() => api.mail.takeInMissing(folder.name))}
              />
            ))}
          </ul>
          {found.state === 'done' && <LedgerSum ledger={found.ledger} />}
        </>
      )}
    </section>
  )
}

function Progress({ check }: { check: MailboxCheck }) {
  const t = useWords()
  const { state, folders, total, finishedAt } = check
  if (state === 'taking-in') return <>{t('checkTakingIn')}</>
  if (state === 'running')
    return <>{t('checkRunning', { done: Math.min(folders.length + 1, total), total })}</>
  return finishedAt ? <Moment at={finishedAt} words="checkDone" /> : null
}

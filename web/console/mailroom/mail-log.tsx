import { useEffect } from 'preact/hooks'
import type { MailBucket } from '../../../server/wire/mail.ts'
import { Button } from '../../shared/button.tsx'
import { Icon } from '../../shared/icon.tsx'
import { useDesk } from '../contexts.ts'
import { Chips } from './chips.tsx'
import { buckets, pageSize, type Log } from './log.ts'
import { MailRow } from './mail-row.tsx'
import { MailSearch } from './mail-search.tsx'
import { useWords } from './use-words.ts'

/** Every mail that came in, the newest first. */
export function MailLog({ log }: { log: Log }) {
  const t = useWords()
  const { mails } = useDesk()
  const { bucket, q, items, state, counts } = log
  useEffect(() => void log.load(), [log, bucket.value, q.value])
  const news = mails.news.value + mails.calling.value
  useEffect(() => {
    // Whoever has gone further down is not thrown back to the top.
    if (log.items.peek().length <= pageSize) void log.load()
  }, [log, news])
  const isSearching = q.value !== '' || bucket.value !== null
  const shown = items.value
  return (
    <section class="mail-log" aria-label={t('tabIn')} aria-busy={state.value === 'loading'}>
      <Quarantine log={log} />
      <div class="mailroom__tools">
        {counts.value && <Buckets log={log} counts={counts.value} />}
        <MailSearch q={q} />
      </div>
      <p class="visually-hidden" role="status">
        {isSearching &&
          state.value === 'ready' &&
          t('mailsFound', { count: `${shown.length}${log.hasMore.value ? '+' : ''}` })}
      </p>
      {state.value === 'failed' && (
        <div class="empty" role="alert">
          <p>{t('mailsFailed')}</p>
          <Button onClick={log.load}>{t('retry')}</Button>
        </div>
      )}
      {state.value === 'loading' && shown.length === 0 && <p class="mailroom__waiting">{t('loading')}</p>}
      {state.value === 'ready' && shown.length === 0 && <Nothing log={log} isSearching={isSearching} />}
      {shown.length > 0 && (
        <ul role="list" class="mail-rows">
          {shown.map((mail) => (
            <MailRow key={mail.id} mail={mail} />
          ))}
        </ul>
      )}
      {log.hasMore.value && <Button onClick={log.loadMore}>{t('loadMore')}</Button>}
    </section>
  )
}

function Buckets({ log, counts }: { log: Log; counts: Record<string, number> }) {
  const t = useWords()
  const all = Object.values(counts).reduce((sum, count) => sum + count, 0)
  const isWorthShowing = (value: MailBucket) => Boolean(counts[value]) || value === log.bucket.value
  return (
    <Chips
      label={t('bucketsLabel')}
      chosen={log.bucket.value}
      onChoose={(value) => (log.bucket.value = value)}
      choices={[
        { value: null, label: t('bucketAll'), count: all },
        ...buckets.filter(isWorthShowing).map((value) => ({
          value,
          label: t(`bucket_${value}`),
          count: counts[value] ?? 0,
          isUrgent: value === 'quarantined' && log.calling.value > 0,
        })),
      ]}
    />
  )
}

/** Loud, since nobody else tells that somebody waits. */
function Quarantine({ log }: { log: Log }) {
  const t = useWords()
  const count = log.calling.value
  if (count === 0 || log.bucket.value === 'quarantined') return null
  return (
    <div class="notice notice--danger mail-log__quarantine" role="note">
      <Icon name="alert" />
      <span>{t('inQuarantine', { count })}</span>
      <Button size="small" onClick={() => (log.bucket.value = 'quarantined')}>
        {t('seeQuarantine')}
      </Button>
    </div>
  )
}

function Nothing({ log, isSearching }: { log: Log; isSearching: boolean }) {
  const t = useWords()
  return (
    <div class="empty">
      <p class="empty__title">{t(isSearching ? 'noMailsFound' : 'noMails')}</p>
      <p class="empty__lead">{t(isSearching ? 'noMailsFoundLead' : 'noMailsLead')}</p>
      {isSearching && (
        <Button
          onClick={() => {
            log.bucket.value = null
            log.q.value = ''
          }}
        >
          {t('showEverything')}
        </Button>
      )}
    </div>
  )
}

import { useEffect, useMemo } from 'preact/hooks'
import { useSignal } from '@preact/signals'
import type { LibraryFileDetail } from '../../../server/wire/library.ts'
import type { AnswerVersion } from '../../../server/wire/recipient.ts'
import { Badge } from '../../shared/badge.tsx'
import { Button } from '../../shared/button.tsx'
import { shortDate } from '../../shared/time.ts'
import { useDesk } from '../contexts.ts'
import { serviceIdOf } from './find-files.ts'
import { createLoaded } from '../lib/loaded.ts'
import { TopicPick } from './preview-switches.tsx'
import { RecipientList } from './recipient-list.tsx'
import { useWords } from './use-words.ts'

/** Who was sent an answer of this service, and in which version. */
export function Recipients({ detail }: { detail: LibraryFileDetail }) {
  const t = useWords()
  const topic = useSignal('biaya')
  const answer = `${serviceIdOf(detail.path)}/${topic.value}`
  return (
    <section class="recipients" aria-labelledby="recipients-title">
      <h2 class="answers__subtitle" id="recipients-title">
        {t('recipients')}
      </h2>
      <p class="answers__lead">{t('recipientsLead')}</p>
      <TopicPick topic={topic.value} onPick={(next) => (topic.value = next)} />
      <Versions key={answer} answer={answer} />
    </section>
  )
}

function Versions({ answer }: { answer: string }) {
  const t = useWords()
  const { api } = useDesk()
  const versions = useMemo(() => createLoaded(() => api.library.versions(answer)), [api, answer])
  useEffect(() => void versions.load(), [versions])
  const items = versions.value.value?.items
  if (!items && versions.state.value === 'loading') return <p class="answers__waiting">{t('loading')}</p>
  if (!items)
    return (
      <div class="empty" role="alert">
        <p>{t('recipientsFailed')}</p>
        <Button onClick={versions.load}>{t('retry')}</Button>
      </div>
    )
  if (items.length === 0)
    return (
      <div class="empty">
        <p class="empty__title">{t('versionsNone')}</p>
        <p class="empty__lead">{t('versionsNoneLead')}</p>
      </div>
    )
  return (
    <>
      <h3 class="recipients__title">{t('versions')}</h3>
      <ul role="list" class="versions">
        {items.map((version) => (
          <VersionRow key={version.version} version={version} />
        ))}
      </ul>
      <RecipientList answer={answer} versions={items} />
    </>
  )
}

function VersionRow({
  version: { version, current, sent, firstSentAt, lastSentAt },
}: {
  version: AnswerVersion
}) {
  const t = useWords()
  const { i18n } = useDesk()
  const [from, to] = [firstSentAt, lastSentAt].map((iso) => shortDate(iso, i18n.language.value))
  return (
    <li class="versions__row">
      <code class="versions__name">{version}</code>
      <Badge tone={current ? 'brand' : 'note'}>{t(current ? 'current' : 'versionOld')}</Badge>
      <span>{t('sentTimes', { count: sent })}</span>
      <span class="versions__days">
        {from === to ? from : t('sentBetween', { from: from ?? '', to: to ?? '' })}
      </span>
    </li>
  )
}

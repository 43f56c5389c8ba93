import { useEffect, useMemo } from 'preact/hooks'
import type { LibraryFileDetail } from '../../../server/wire/library.ts'
import type { RevisionSummary } from '../../../server/wire/revision.ts'
import { Badge, type Tone } from '../../shared/badge.tsx'
import { Button } from '../../shared/button.tsx'
import { shortTime } from '../../shared/time.ts'
import { useDesk } from '../contexts.ts'
import { formatAnswers } from '../store/route.ts'
import { createPages } from '../lib/pages.ts'
import { RevisionView } from './revision-view.tsx'
import type { Settle } from './settle.ts'
import { useWords } from './use-words.ts'

interface HistoryProps {
  detail: LibraryFileDetail
  settle: Settle
}

/** Every change of a file that was ever begun in the console, newest first, and what one of them changed. */
export function History({ detail, settle }: HistoryProps) {
  const t = useWords()
  const { api, route } = useDesk()
  const { path } = detail
  const pages = useMemo(
    () => createPages((cursor) => api.library.revisions({ path, limit: 30, cursor })),
    [api, path],
  )
  useEffect(() => void pages.load(), [pages])
  const items = pages.items.value
  const chosen = route.place.value.answers?.revision ?? items[0]?.id ?? null
  if (pages.state.value === 'loading') return <p class="answers__waiting">{t('loading')}</p>
  if (pages.state.value === 'failed')
    return (
      <div class="empty" role="alert">
        <p>{t('historyFailed')}</p>
        <Button onClick={pages.load}>{t('retry')}</Button>
      </div>
    )
  if (items.length === 0)
    return (
      <div class="empty">
        <p class="empty__title">{t('historyNone')}</p>
        <p class="empty__lead">{t('historyNoneLead')}</p>
      </div>
    )
  return (
    <div class="history">
      <nav class="history__list" aria-label={t('history')}>
        <ol role="list">
          {items.map((revision) => (
            <HistoryRow key={revision.id} revision={revision} isChosen={revision.id === chosen} />
          ))}
        </ol>
        {pages.hasMore.value && (
          <Button size="small" onClick={pages.loadMore}>
            {t('loadMore')}
          </Button>
        )}
      </nav>
      {chosen !== null && <RevisionView key={chosen} id={chosen} detail={detail} settle={settle} />}
    </div>
  )
}

const tones: Record<RevisionSummary['state'], Tone> = {
  draft: 'note',
  proposed: 'accent',
  published: 'success',
  discarded: 'plain',
}

function HistoryRow({ revision, isChosen }: { revision: RevisionSummary; isChosen: boolean }) {
  const t = useWords()
  const { i18n } = useDesk()
  const { id, path, author, approver, note, state, current, publishedAt, updatedAt } = revision
  const at = publishedAt ?? updatedAt
  return (
    <li>
      <a
        class="history__row"
        href={formatAnswers({ path, section: 'history', revision: id })}
        aria-current={isChosen ? 'true' : undefined}
      >
        <span class="history__marks">
          <time class="history__time" dateTime={at}>
            {shortTime(at, i18n.language.value)}
          </time>
          <Badge tone={current ? 'brand' : tones[state]}>{t(current ? 'current' : `state_${state}`)}</Badge>
        </span>
        <span class="history__note">{note || t('noNote')}</span>
        <span class="history__who">
          {approver ? t('writtenAndApproved', { author: author.name, approver: approver.name }) : author.name}
        </span>
      </a>
    </li>
  )
}

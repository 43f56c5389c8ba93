import { useEffect, useMemo } from 'preact/hooks'
import { useSignal } from '@preact/signals'
import type { LibraryFileDetail } from '../../../server/wire/library.ts'
import type { Revision } from '../../../server/wire/revision.ts'
import { shortTime } from '../../shared/time.ts'
import { useDesk } from '../contexts.ts'
import { BeginButton } from './begin-button.tsx'
import { DiffView } from './diff-view.tsx'
import { createLoaded } from '../lib/loaded.ts'
import type { Settle } from './settle.ts'
import { useWords, type WordKey } from './use-words.ts'

interface RevisionViewProps {
  id: number
  detail: LibraryFileDetail
  settle: Settle
}

/** One change of the past: whose it was, what differed, and the way back to it. */
export function RevisionView({ id, detail, settle }: RevisionViewProps) {
  const t = useWords()
  const { api } = useDesk()
  const loaded = useMemo(() => createLoaded(() => api.library.revision(id)), [api, id])
  useEffect(() => void loaded.load(), [loaded])
  const isAgainstCurrent = useSignal(false)
  const revision = loaded.value.value
  if (!revision)
    return (
      <p class="answers__waiting" role={loaded.state.value === 'loading' ? undefined : 'alert'}>
        {t(loaded.state.value === 'loading' ? 'loading' : 'historyFailed')}
      </p>
    )
  return (
    <section class="revision-view" aria-label={revision.note || t('noNote')}>
      <RevisionFacts revision={revision} />
      <div class="revision-view__bar">
        {!revision.current && (
          <div class="segmented" role="group" aria-label={t('compareWith')}>
            {[false, true].map((against) => (
              <button
                type="button"
                key={String(against)}
                aria-pressed={isAgainstCurrent.value === against}
                onClick={() => (isAgainstCurrent.value = against)}
              >
                {t(against ? 'compareCurrent' : 'compareBefore')}
              </button>
            ))}
          </div>
        )}
        {!revision.current && <GoBack {...{ revision, settle }} />}
      </div>
      <DiffView before={isAgainstCurrent.value ? detail : { text: revision.baseText }} after={revision} />
    </section>
  )
}

function GoBack({ revision, settle }: { revision: Revision; settle: Settle }) {
  const t = useWords()
  const { i18n } = useDesk()
  const { id, path, state, publishedAt, updatedAt } = revision
  if (state !== 'published' && state !== 'discarded') return null
  const time = shortTime(publishedAt ?? updatedAt, i18n.language.value)
  return (
    <BeginButton
      revision={{ path, fromRevision: id, note: t('backNote', { time }) }}
      words={t('goBackTo')}
      onBegun={settle.begun}
    />
  )
}

function RevisionFacts({ revision }: { revision: Revision }) {
  const t = useWords()
  const { i18n } = useDesk()
  const { author, approver, createdAt, publishedAt, note, comment } = revision
  const time = (iso: string | null) => iso && shortTime(iso, i18n.language.value)
  const rows: [WordKey, string | null | undefined][] = [
    ['writtenBy', author.name],
    ['approvedBy', approver?.name],
    ['begunAt', time(createdAt)],
    ['publishedAt', time(publishedAt)],
    ['reviewComment', comment],
  ]
  return (
    <>
      <p class="revision-view__note">{note || t('noNote')}</p>
      <dl class="particulars">
        {rows
          .filter(([, value]) => value)
          .map(([words, value]) => (
            <div class="particulars__row" key={words}>
              <dt>{t(words)}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
    </>
  )
}

import { useRef } from 'preact/hooks'
import type { LibraryFileDetail } from '../../../server/wire/library.ts'
import type { Revision } from '../../../server/wire/revision.ts'
import { Icon } from '../../shared/icon.tsx'
import { shortTime } from '../../shared/time.ts'
import { useDesk } from '../contexts.ts'
import { Decision } from './decision.tsx'
import { DiffView } from './diff-view.tsx'
import { topicOfFact } from './facts.ts'
import { FaultList } from './fault-list.tsx'
import { PreviewPane } from './preview-pane.tsx'
import { serviceChanges } from './service-changes.ts'
import type { Settle } from './settle.ts'
import { useSwap } from './use-swap.ts'
import { useWords } from './use-words.ts'

interface ProposalProps {
  revision: Revision
  detail: LibraryFileDetail
  settle: Settle
}

/** What somebody else wrote, or waits for somebody else: its difference first, then what is decided on it. */
export function Proposal({ revision, detail, settle }: ProposalProps) {
  const t = useWords()
  const { i18n } = useDesk()
  const root = useRef<HTMLDivElement>(null)
  const { isPreviewShown, swap } = useSwap(root)
  const { state, author, note, comment, updatedAt, baseText, faults } = revision
  return (
    <div class="editor" ref={root} data-shows={isPreviewShown.value ? 'preview' : 'words'}>
      <div class="answer-columns">
        <div class="answer-main">
          <section class="proposal__words">
            <h2 class="proposal__title">
              {t(state === 'proposed' ? 'proposedBy' : 'draftBy', { name: author.name })}
              <time class="proposal__time" dateTime={updatedAt}>
                {shortTime(updatedAt, i18n.language.value)}
              </time>
            </h2>
            <p class="proposal__note">{note || t('noNote')}</p>
            {state === 'draft' && comment && <p>{t('returnedWith', { comment })}</p>}
          </section>
          {baseText !== detail.text && (
            <p class="notice answers__notice" role="note">
              <Icon name="alert" /> <span>{t('baseChanged')}</span>
            </p>
          )}
          <FaultList faults={faults} path="" />
          <section aria-labelledby="changes-title">
            <h2 class="proposal__subtitle" id="changes-title">
              {t('changes')}
            </h2>
            <DiffView before={detail} after={revision} />
          </section>
        </div>
        <PreviewPane
          path={detail.path}
          writing={{ text: revision.text }}
          topic={topicChanged(detail, revision)}
        />
      </div>
      <Decision {...{ revision, settle }} isPreviewShown={isPreviewShown.value} onSwap={swap} />
    </div>
  )
}

/** What citizens would read anew: the first fact that is another. */
function topicChanged({ service: before }: LibraryFileDetail, { service: after }: Revision): string | null {
  if (!before || !after) return null
  const fact = serviceChanges(before, after).find(({ fact: found }) => found !== null)?.fact
  return fact ? topicOfFact[fact] : null
}

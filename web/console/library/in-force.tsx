import { useSignal } from '@preact/signals'
import type { LibraryFileDetail } from '../../../server/wire/library.ts'
import { Icon } from '../../shared/icon.tsx'
import { shortTime } from '../../shared/time.ts'
import { useDesk } from '../contexts.ts'
import { BeginButton } from './begin-button.tsx'
import { DiffView } from './diff-view.tsx'
import { FactsInForce } from './facts-in-force.tsx'
import { useLibrary } from './library-context.ts'
import { PreviewPane } from './preview-pane.tsx'
import type { Settle } from './settle.ts'
import { useWords } from './use-words.ts'

interface InForceProps {
  detail: LibraryFileDetail
  settle: Settle
  isWritable: boolean
}

/** What citizens are told now, and the way into changing it. */
export function InForce({ detail, settle, isWritable }: InForceProps) {
  const t = useWords()
  const { path, text, service, open, filesText } = detail
  return (
    <div class="answer-columns">
      <div class="answer-main">
        {open && <OpenNotice detail={detail} isMine={isWritable} />}
        {filesText !== null && <FilesDiffer detail={detail} filesText={filesText} settle={settle} />}
        {service ? (
          <FactsInForce service={service} />
        ) : (
          <pre class="answer-source" tabIndex={0} aria-label={t('fileText')}>
            {text}
          </pre>
        )}
      </div>
      <PreviewPane path={path} writing={{ text }} />
    </div>
  )
}

function OpenNotice({ detail: { open }, isMine }: { detail: LibraryFileDetail; isMine: boolean }) {
  const t = useWords()
  const { i18n } = useDesk()
  if (!open) return null
  const words = isMine ? 'myDraftNotice' : open.state === 'proposed' ? 'proposalNotice' : 'draftNotice'
  const time = shortTime(open.updatedAt, i18n.language.value)
  return (
    <p class="notice answers__notice">
      <Icon name="note" /> <span>{t(words, { name: open.author.name, time })}</span>
    </p>
  )
}

/** The files on disk went another way than the console. */
function FilesDiffer({
  detail,
  filesText,
  settle,
}: {
  detail: LibraryFileDetail
  filesText: string
  settle: Settle
}) {
  const t = useWords()
  const library = useLibrary()
  const isShown = useSignal(false)
  const isOvertaken = library.value.value?.overtaken.includes(detail.path)
  return (
    <div class={isOvertaken ? 'notice answers__notice' : 'notice notice--quiet answers__notice'}>
      <Icon name={isOvertaken ? 'alert' : 'file'} />
      <div>
        <p>{t(isOvertaken ? 'filesOvertaken' : 'filesDiffer')}</p>
        <div class="answers__buttons">
          <button
            type="button"
            class="button button--small"
            aria-expanded={isShown.value}
            onClick={() => (isShown.value = !isShown.value)}
          >
            {t('seeDifference')}
          </button>
          {!detail.open && (
            <BeginButton
              revision={{ path: detail.path, text: filesText }}
              words={t('takeFiles')}
              onBegun={settle.begun}
            />
          )}
        </div>
        {isShown.value && <DiffView before={{ text: detail.text }} after={{ text: filesText }} />}
      </div>
    </div>
  )
}

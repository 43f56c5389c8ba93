import { useSignal } from '@preact/signals'
import type { FileKind, LibraryFile } from '../../../server/wire/library.ts'
import { IconButton } from '../../shared/button.tsx'
import { Icon } from '../../shared/icon.tsx'
import { useDesk } from '../contexts.ts'
import { FileRow } from './file-row.tsx'
import { findFiles } from './find-files.ts'
import { NewService } from './new-service.tsx'
import { useWords } from './use-words.ts'

const textKinds = ['topic', 'partial', 'message', 'office'] as const satisfies FileKind[]

/** Everything there is: services, and the texts around their facts. */
export function FileList({ files }: { files: LibraryFile[] }) {
  const t = useWords()
  const { services } = useDesk()
  const words = useSignal('')
  const kind = useSignal<'services' | 'texts'>('services')
  const found = findFiles(files, words.value, services.value)
  const ofServices = found.filter((file) => file.kind === 'service')
  const ofTexts = found.filter((file) => file.kind !== 'service').sort(byName)
  const shown = kind.value === 'services' ? ofServices : ofTexts
  return (
    <section class="file-list" aria-label={t('findFile')}>
      <div class="file-list__head">
        <Search words={words.value} onInput={(next) => (words.value = next)} />
        <div class="segmented" role="group" aria-label={t('kindsLabel')}>
          <button
            type="button"
            aria-pressed={kind.value === 'services'}
            onClick={() => (kind.value = 'services')}
          >
            {t('kindServices')} <span class="file-list__count">{ofServices.length}</span>
          </button>
          <button type="button" aria-pressed={kind.value === 'texts'} onClick={() => (kind.value = 'texts')}>
            {t('kindTexts')} <span class="file-list__count">{ofTexts.length}</span>
          </button>
        </div>
        <NewService files={files} />
      </div>
      <p class="visually-hidden" role="status">
        {words.value.trim() && t('filesFound', { count: shown.length })}
      </p>
      {shown.length === 0 && (
        <div class="empty">
          <p class="empty__title">{t('noFilesFound')}</p>
          <p class="empty__lead">{t('noFilesFoundLead')}</p>
        </div>
      )}
      {kind.value === 'services' ? (
        <Rows files={ofServices} />
      ) : (
        textKinds.map((textKind) => {
          const group = ofTexts.filter((file) => file.kind === textKind)
          return (
            group.length > 0 && (
              <section key={textKind}>
                <h3 class="file-list__group">{t(`group_${textKind}`)}</h3>
                <Rows files={group} />
              </section>
            )
          )
        })
      )}
    </section>
  )
}

/** One topic's texts side by side, Indonesian first. */
function byName(one: LibraryFile, other: LibraryFile): number {
  const name = ({ path }: LibraryFile) => path.split('/').at(-1) ?? path
  return name(one).localeCompare(name(other)) || other.path.localeCompare(one.path)
}

function Rows({ files }: { files: LibraryFile[] }) {
  return (
    <ul role="list" class="file-list__rows">
      {files.map((file) => (
        <FileRow key={file.path} file={file} />
      ))}
    </ul>
  )
}

function Search({ words, onInput }: { words: string; onInput: (words: string) => void }) {
  const t = useWords()
  return (
    <div class="search file-list__search" role="search">
      <Icon name="search" />
      <input
        class="search__input"
        type="search"
        aria-label={t('findFile')}
        placeholder={t('findFilePlaceholder')}
        maxLength={100}
        value={words}
        onInput={(event) => onInput(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape' || words === '') return
          event.preventDefault()
          onInput('')
        }}
      />
      {words && (
        <IconButton size="small" label={t('clearFind')} onClick={() => onInput('')}>
          <Icon name="close" />
        </IconButton>
      )}
    </div>
  )
}

import type { LibraryFileDetail } from '../../../server/wire/library.ts'
import { Badge } from '../../shared/badge.tsx'
import { Icon } from '../../shared/icon.tsx'
import { formatAnswers, type Section } from '../store/route.ts'
import { serviceIdOf } from './find-files.ts'
import { OpenBadge } from './open-badge.tsx'
import { useWords, type WordKey } from './use-words.ts'

interface FileHeadProps {
  detail: LibraryFileDetail
  section: Section
  /** There is an editor, or else something to look at. */
  isWritable: boolean
}

export function FileHead({ detail, section, isWritable }: FileHeadProps) {
  const t = useWords()
  const { path, title, origin, open, language, service } = detail
  const id = serviceIdOf(path)
  const way: WordKey =
    open?.state === 'proposed' ? 'section_proposal' : open ? 'section_draft' : 'section_edit'
  const tabs: { section: Section; words: WordKey }[] = [
    { section: 'text', words: 'section_text' },
    ...(open || section === 'edit' ? [{ section: 'edit', words: way } as const] : []),
    { section: 'history', words: 'section_history' },
    ...(id === null ? [] : [{ section: 'recipients', words: 'section_recipients' } as const]),
  ]
  return (
    <header class="answer-head">
      <a class="answer-head__back" href={formatAnswers({})}>
        <Icon name="back" /> <span class="visually-hidden">{t('backToAnswers')}</span>
        <span aria-hidden="true">{t('answers')}</span>
      </a>
      <div class="answer-head__line">
        <h1 class="answers__title">{title}</h1>
        <p class="answer-head__marks">
          {open && <OpenBadge open={open} />}
          {service && service.status !== 'active' && (
            <Badge tone="danger">{t(`status_${service.status}`)}</Badge>
          )}
          {language && <Badge>{t(`inLanguage_${language}`)}</Badge>}
          <Badge tone={origin === 'console' ? 'brand' : 'plain'}>{t(`origin_${origin}`)}</Badge>
        </p>
        {section === 'text' && (
          <a class="button button--primary answer-head__edit" href={formatAnswers({ path, section: 'edit' })}>
            {t(enterWords(open, isWritable))}
          </a>
        )}
      </div>
      <p class="answer-head__path">
        <code>{path}</code>
        {id !== null && (
          <a href={`/layanan/${id}`} target="_blank" rel="noopener">
            {t('publicPage')}
          </a>
        )}
      </p>
      <nav class="answer-tabs" aria-label={t('sectionsLabel')}>
        {tabs.map(({ section: name, words }) => (
          <a
            key={name}
            class="answer-tabs__tab"
            href={formatAnswers({ path, section: name })}
            aria-current={name === section ? 'page' : undefined}
          >
            {t(words)}
          </a>
        ))}
      </nav>
    </header>
  )
}

function enterWords(open: LibraryFileDetail['open'], isWritable: boolean): WordKey {
  if (isWritable) return open ? 'continueEditing' : 'edit'
  return open?.state === 'proposed' ? 'checkProposal' : 'seeDraft'
}

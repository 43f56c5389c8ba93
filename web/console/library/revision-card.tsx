import type { RevisionSummary } from '../../../server/wire/revision.ts'
import { shortAge, fullTime } from '../../shared/time.ts'
import { useDesk } from '../contexts.ts'
import { formatAnswers } from '../store/route.ts'
import { serviceIdOf } from './find-files.ts'
import { useWords } from './use-words.ts'

/** A draft or proposal in a list; leads to it. */
export function RevisionCard({ revision }: { revision: RevisionSummary }) {
  const t = useWords()
  const { i18n, now } = useDesk()
  const language = i18n.language.value
  const { path, title, author, note, comment, state, updatedAt } = revision
  return (
    <li>
      <a class="revision-card" href={formatAnswers({ path, section: 'edit' })}>
        <span class="revision-card__title">{title}</span>
        <span class="revision-card__who">
          {author.name},{' '}
          <time dateTime={updatedAt} title={fullTime(updatedAt, language)}>
            {shortAge(updatedAt, language, now.value)}
          </time>
        </span>
        {serviceIdOf(path) === null && <span class="revision-card__path">{path}</span>}
        <span class="revision-card__note">{note || t('noNote')}</span>
        {state === 'draft' && comment && (
          <span class="revision-card__comment">{t('returnedWith', { comment })}</span>
        )}
      </a>
    </li>
  )
}

import type { LibraryFile } from '../../../server/wire/library.ts'
import { Badge } from '../../shared/badge.tsx'
import { formatAnswers } from '../store/route.ts'
import { serviceIdOf } from './find-files.ts'
import { OpenBadge } from './open-badge.tsx'
import { useWords } from './use-words.ts'

export function FileRow({ file }: { file: LibraryFile }) {
  const t = useWords()
  const { path, title, language, origin, open } = file
  return (
    <li>
      <a class="answer-row" href={formatAnswers({ path })}>
        <span class="answer-row__title">{title}</span>
        <span class="answer-row__path">{serviceIdOf(path) ?? path}</span>
        <span class="answer-row__marks">
          {open && <OpenBadge open={open} />}
          {origin === 'console' && <Badge tone="brand">{t('origin_console')}</Badge>}
          {language && <Badge>{t(`inLanguage_${language}`)}</Badge>}
        </span>
      </a>
    </li>
  )
}

import type { Library } from '../../../server/wire/library.ts'
import type { RevisionSummary } from '../../../server/wire/revision.ts'
import { Icon } from '../../shared/icon.tsx'
import { useDesk } from '../contexts.ts'
import { formatAnswers } from '../store/route.ts'
import { ReviewList } from './review-list.tsx'
import { RevisionCard } from './revision-card.tsx'
import { useWords, type WordKey } from './use-words.ts'

/** What waits for this agent, most pressing first. */
export function Attention({ library }: { library: Library }) {
  const t = useWords()
  const { agent } = useDesk()
  const open = library.files.flatMap((file) => file.open ?? [])
  const isMine = ({ author }: RevisionSummary) => author.id === agent.id
  const proposed = open.filter(({ state }) => state === 'proposed')
  const drafts = open.filter(({ state }) => state === 'draft')
  const groups: { words: WordKey; revisions: RevisionSummary[] }[] = [
    { words: 'waitingForYou', revisions: proposed.filter((one) => !isMine(one)) },
    { words: 'myDrafts', revisions: drafts.filter(isMine) },
    { words: 'waitingForOthers', revisions: proposed.filter(isMine) },
    { words: 'othersDrafts', revisions: drafts.filter((one) => !isMine(one)) },
  ]
  return (
    <section class="attention" aria-labelledby="attention-title">
      <h2 class="answers__subtitle" id="attention-title">
        {t('attention')}
      </h2>
      <Faults library={library} />
      {open.length === 0 && (
        <p class="attention__quiet">
          <Icon name="done" /> {t('allQuiet')}
        </p>
      )}
      {groups
        .filter(({ revisions }) => revisions.length > 0)
        .map(({ words, revisions }) => (
          <section class="attention__group" key={words}>
            <h3 class="attention__title">
              {t(words)} <span class="attention__count">{revisions.length}</span>
            </h3>
            <ul role="list" class="attention__list">
              {revisions.map((revision) => (
                <RevisionCard key={revision.id} revision={revision} />
              ))}
            </ul>
          </section>
        ))}
      <ReviewList items={library.review} />
    </section>
  )
}

/** What the files on disk say and cannot be taken in, or was overtaken by the console. */
function Faults({ library: { faults, overtaken, files } }: { library: Library }) {
  const t = useWords()
  const titleOf = (path: string) => files.find((file) => file.path === path)?.title ?? path
  return (
    <>
      {faults.length > 0 && (
        <div class="notice notice--danger answers__notice" role="alert">
          <Icon name="alert" />
          <div>
            <p>{t('faultsOnDisk')}</p>
            <ul class="answers__points">
              {faults.map(({ file, line, message }, at) => (
                <li key={at}>
                  <code>
                    {file}:{line}
                  </code>{' '}
                  {message}
                </li>
              ))}
            </ul>
          </div>
        </div>
      )}
      {overtaken.length > 0 && (
        <div class="notice answers__notice">
          <Icon name="alert" />
          <div>
            <p>{t('overtaken')}</p>
            <ul class="answers__points">
              {overtaken.map((path) => (
                <li key={path}>
                  <a href={formatAnswers({ path })}>{titleOf(path)}</a>
                </li>
              ))}
            </ul>
          </div>
        </div>
      )}
    </>
  )
}

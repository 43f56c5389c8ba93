import { useEffect } from 'preact/hooks'
import { Button } from '../../shared/button.tsx'
import { useDesk, useT } from '../contexts.ts'
import { formatAnswers } from '../store/route.ts'
import { Dialog } from './dialog.tsx'
import { FateShares } from './fate-shares.tsx'
import { LessonList } from './lesson-list.tsx'

/** How suggestions fare and what they were taught; opened over whatever stands there. */
export function LearningDialog() {
  const t = useT()
  const { learning } = useDesk()
  const isOpen = learning.isOpen.value
  useEffect(() => {
    if (isOpen) void learning.read()
  }, [isOpen, learning])
  const found = learning.found.value
  return (
    <Dialog
      title={t('learning')}
      isOpen={isOpen}
      onClose={() => (learning.isOpen.value = false)}
      class="learning"
    >
      <p class="learning__lead">{t('learningLead')}</p>
      {learning.hasFailed.value && (
        <div class="notice notice--danger" role="alert">
          <p>{t('learningFailed')}</p>
          <Button size="small" onClick={() => learning.read()}>
            {t('retry')}
          </Button>
        </div>
      )}
      {found && (
        <>
          <FateShares fates={found.fates} />
          <ToBeMended />
          <LessonList />
        </>
      )}
    </Dialog>
  )
}

function ToBeMended() {
  const t = useT()
  const { learning } = useDesk()
  const answers = learning.found.value?.answers ?? []
  if (answers.length === 0) return null
  return (
    <section class="learning__section" aria-labelledby="mend-title">
      <h3 id="mend-title">{t('mendTitle')}</h3>
      <p class="learning__lead">{t('mendLead')}</p>
      <ol role="list" class="learning__list">
        {answers.slice(0, mostShown).map(({ answer, title, fates }) => {
          const all = Object.values(fates).reduce((sum, count) => sum + count, 0)
          const { dismissed, rewritten } = fates
          return (
            <li class="learning__answer" key={answer}>
              <a
                class="learning__title"
                href={formatAnswers({ path: `catalogue/${answer.split('/')[0]}.yaml` })}
                onClick={() => (learning.isOpen.value = false)}
              >
                {title}
              </a>
              <span class="learning__counts">{t('mendCounts', { dismissed, rewritten, all })}</span>
            </li>
          )
        })}
      </ol>
    </section>
  )
}

/** As many as somebody mends in a week. */
const mostShown = 8

import { useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import type { Lesson } from '../../../server/wire/learning.ts'
import { Badge } from '../../shared/badge.tsx'
import { Button, IconButton } from '../../shared/button.tsx'
import { Icon } from '../../shared/icon.tsx'
import { shortDate } from '../../shared/time.ts'
import { useDesk, useT } from '../contexts.ts'

/** Everybody may read what was learnt; an admin may have it forgotten. */
export function LessonList() {
  const t = useT()
  const { agent, learning } = useDesk()
  const found = learning.found.value
  if (!found) return null
  const { items, nextCursor } = found.lessons
  const isAdmin = agent.role === 'admin'
  return (
    <section class="learning__section" aria-labelledby="lessons-title">
      <h3 id="lessons-title" tabIndex={-1}>
        {t('lessonsTitle')} {found.lessonCount > 0 && <Badge>{found.lessonCount}</Badge>}
      </h3>
      {items.length === 0 ? (
        <p class="learning__lead">{t('lessonsNone')}</p>
      ) : (
        <ul role="list" class="learning__list">
          {items.map((lesson) => (
            <LessonItem key={lesson.id} lesson={lesson} isAdmin={isAdmin} />
          ))}
        </ul>
      )}
      <div class="learning__foot">
        {nextCursor && (
          <Button size="small" onClick={() => learning.readMore()}>
            {t('lessonsMore')}
          </Button>
        )}
        {isAdmin && items.length > 0 && <ForgetAll />}
      </div>
    </section>
  )
}

function LessonItem({ lesson, isAdmin }: { lesson: Lesson; isAdmin: boolean }) {
  const t = useT()
  const { i18n, learning } = useDesk()
  const { id, text, answer, title, verdict, times, updatedAt } = lesson
  const forget = async () => {
    await learning.forget(id)
    document.getElementById('lessons-title')?.focus()
  }
  return (
    <li class="lesson">
      <div class="lesson__words">
        <blockquote class="lesson__text">{text}</blockquote>
        <p class="lesson__answer">
          <Badge tone={verdict === 'right' ? 'success' : 'danger'}>{t(`lesson_${verdict}`)}</Badge>{' '}
          {title ?? answer}
          <span class="lesson__when">
            {times > 1 && `${t('lessonTimes', { count: times })} · `}
            {shortDate(updatedAt, i18n.language.value)}
          </span>
        </p>
      </div>
      {isAdmin && (
        <IconButton size="small" label={t('lessonForget', { text: text.slice(0, 60) })} onClick={forget}>
          <Icon name="close" />
        </IconButton>
      )}
    </li>
  )
}

function ForgetAll() {
  const t = useT()
  const { learning } = useDesk()
  const isAsking = useSignal(false)
  if (isAsking.value) return <Ask onYes={() => learning.forgetAll()} onNo={() => (isAsking.value = false)} />
  return (
    <Button look="quiet" size="small" onClick={() => (isAsking.value = true)}>
      {t('forgetAll')}
    </Button>
  )
}

function Ask({ onYes, onNo }: { onYes: () => void; onNo: () => void }) {
  const t = useT()
  const root = useRef<HTMLDivElement>(null)
  useEffect(() => root.current?.focus(), [])
  return (
    <div class="learning__ask" ref={root} role="group" tabIndex={-1} aria-labelledby="forget-all-ask">
      <p id="forget-all-ask">{t('forgetAllAsk')}</p>
      <Button size="small" class="learning__forget" onClick={onYes}>
        {t('forgetAllDo')}
      </Button>
      <Button look="quiet" size="small" onClick={onNo}>
        {t('cancel')}
      </Button>
    </div>
  )
}

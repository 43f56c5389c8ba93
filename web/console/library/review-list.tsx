import { useSignal } from '@preact/signals'
import type { ReviewItem } from '../../../server/wire/library.ts'
import { Badge, type Tone } from '../../shared/badge.tsx'
import { Button } from '../../shared/button.tsx'
import { shortDate } from '../../shared/time.ts'
import { useDesk } from '../contexts.ts'
import { formatAnswers } from '../store/route.ts'
import { useWords } from './use-words.ts'

type Reason = ReviewItem['reason']

const reasons: Reason[] = ['expired', 'overdue', 'due-soon', 'unverified']
const tones: Record<Reason, Tone> = {
  expired: 'danger',
  overdue: 'danger',
  'due-soon': 'accent',
  unverified: 'note',
}
const firstShown = 5

/** Answers that grow old or were never confirmed. */
export function ReviewList({ items }: { items: ReviewItem[] }) {
  const t = useWords()
  const chosen = useSignal<Reason | null>(null)
  const isWhole = useSignal(false)
  const fitting = items.filter((item) => chosen.value === null || wants(item, chosen.value))
  const shown = isWhole.value ? fitting : fitting.slice(0, firstShown)
  const choose = (reason: Reason | null) => {
    chosen.value = reason
    isWhole.value = false
  }
  return (
    <section class="attention__group" aria-labelledby="review-title">
      <h3 class="attention__title" id="review-title">
        {t('reviewList')} <span class="attention__count">{items.length}</span>
      </h3>
      {items.length === 0 && <p class="attention__quiet">{t('reviewNone')}</p>}
      {items.length > 0 && (
        <div class="review__reasons" role="group" aria-labelledby="review-title">
          <Reason words={t('reviewAll')} isOn={chosen.value === null} onChoose={() => choose(null)} />
          {reasons.map((reason) => {
            const count = items.filter((item) => wants(item, reason)).length
            return (
              count > 0 && (
                <Reason
                  key={reason}
                  words={`${t(`reason_${reason}`)} ${count}`}
                  isOn={chosen.value === reason}
                  onChoose={() => choose(reason)}
                />
              )
            )
          })}
        </div>
      )}
      <ul role="list" class="attention__list">
        {shown.map((item) => (
          <ReviewRow key={`${item.path} ${item.reason}`} item={item} />
        ))}
      </ul>
      {shown.length < fitting.length && (
        <Button size="small" look="quiet" onClick={() => (isWhole.value = true)}>
          {t('showMore', { count: fitting.length - shown.length })}
        </Button>
      )}
    </section>
  )
}

/** Whatever presses most, its facts may be unconfirmed besides. */
function wants({ reason, unverified }: ReviewItem, wanted: Reason): boolean {
  return reason === wanted || (wanted === 'unverified' && unverified > 0)
}

function Reason({ words, isOn, onChoose }: { words: string; isOn: boolean; onChoose: () => void }) {
  return (
    <button type="button" class="chip" aria-pressed={isOn} onClick={onChoose}>
      {words}
    </button>
  )
}

function ReviewRow({ item }: { item: ReviewItem }) {
  const t = useWords()
  const { i18n } = useDesk()
  const { path, name, reason, date, unverified } = item
  const day = date && shortDate(date, i18n.language.value)
  return (
    <li>
      <a class="review-row" href={formatAnswers({ path })}>
        <span class="review-row__name">{name}</span>
        <span class="review-row__why">
          <Badge tone={tones[reason]}>{t(`reason_${reason}`)}</Badge>
          {day && <span>{t(reason === 'due-soon' ? 'before' : 'since', { date: day })}</span>}
          {unverified > 0 && <span>{t('unverifiedFacts', { count: unverified })}</span>}
        </span>
      </a>
    </li>
  )
}

import type { Suggestion } from '../../../server/wire/answer.ts'
import { Badge } from '../../shared/badge.tsx'
import { Button } from '../../shared/button.tsx'
import { Icon } from '../../shared/icon.tsx'
import { shortDate } from '../../shared/time.ts'
import { useDesk, useT } from '../contexts.ts'
import { answerPreview } from '../lib/answer-preview.ts'
import { insertSuggestion } from '../lib/insert-suggestion.ts'
import { splitAtSlots } from '../lib/slots.ts'
import { formatAnswers } from '../store/route.ts'
import { Confidence } from './confidence.tsx'
import { Freshness } from './freshness.tsx'

interface SuggestionCardProps {
  suggestion: Suggestion
  /** From 1; also the key that inserts it. */
  position: number
}

export function SuggestionCard({ suggestion, position }: SuggestionCardProps) {
  const t = useT()
  const desk = useDesk()
  const { drafts, isPanelOpen, suggestions, thread, toasts } = desk
  const isSent = thread.messages.value.some(({ answer }) => answer === suggestion.answer)
  const ticket = thread.ticket.value
  const used = ticket ? drafts.of(ticket.id, 'reply').value.answers : []
  const insert = (below = false) => {
    isPanelOpen.value = false
    insertSuggestion(desk, suggestion, { below })
  }
  const dismiss = (event: Event) => {
    const panel = (event.currentTarget as HTMLElement).closest('.suggestions')
    const undo = suggestions.dismiss(suggestion.answer)
    toasts.say({ words: 'suggestionDismissed', undo, isOfTicket: true })
    requestAnimationFrame(() => focusAt(panel, position - 1))
  }
  return (
    <li class="suggestion card">
      <div class="suggestion__head">
        <h3 class="suggestion__title">{suggestion.title}</h3>
        {isSent && <Badge tone="success">{t('alreadySent')}</Badge>}
      </div>
      <div class="suggestion__fit">
        <Confidence suggestion={suggestion} />
        {suggestions.words.value.trim() === '' && (
          <Button
            look="quiet"
            size="small"
            class="suggestion__dismiss"
            aria-label={t('doesNotFitNamed', { title: suggestion.title })}
            onClick={dismiss}
          >
            {t('doesNotFit')}
          </Button>
        )}
      </div>
      <details class="suggestion__text">
        <summary>
          <span class="suggestion__preview">{answerPreview(suggestion.text)}</span>
          <span class="suggestion__more">{t('fullAnswer')}</span>
        </summary>
        <div class="suggestion__full" lang={suggestion.language}>
          {splitAtSlots(suggestion.text).map((piece, index) =>
            piece.isSlot ? <mark key={index}>{piece.text}</mark> : piece.text,
          )}
        </div>
        <Facts suggestion={suggestion} />
        <a
          class="suggestion__correct"
          href={formatAnswers({ path: `catalogue/${suggestion.service}.yaml` })}
          aria-label={`${t('correctAnswer')}: ${suggestion.title}`}
        >
          {t('correctAnswer')}
        </a>
      </details>
      <Freshness suggestion={suggestion} />
      <div class="suggestion__foot">
        <Button
          look="primary"
          size="small"
          aria-label={t('insertNamed', { title: suggestion.title })}
          onClick={() => insert()}
        >
          <Icon name="plus" size={14} /> {t('insert')}
        </Button>
        {used.length > 0 && !used.includes(suggestion.answer) && (
          <Button
            size="small"
            aria-label={t('appendNamed', { title: suggestion.title })}
            onClick={() => insert(true)}
          >
            {t('appendShort')}
          </Button>
        )}
        <a
          class="suggestion__page"
          href={`/layanan/${suggestion.service}${suggestion.language === 'en' ? '?lang=en' : ''}`}
          target="_blank"
          rel="noopener"
          aria-label={t('publicPageNamed', { title: suggestion.title })}
        >
          {t('publicPage')}
        </a>
        <kbd class="suggestion__key" aria-hidden="true">
          {position}
        </kbd>
      </div>
    </li>
  )
}

/** What had the focus is gone: it goes to what took its place, else to the search. */
function focusAt(panel: Element | null, index: number): void {
  const inserts = panel?.querySelectorAll<HTMLElement>('.suggestion .button--primary') ?? []
  const next = inserts[Math.min(index, inserts.length - 1)]
  ;(next ?? panel?.querySelector<HTMLElement>('.search__input'))?.focus()
}

/** Why it is here and what it rests on. */
function Facts({ suggestion }: { suggestion: Suggestion }) {
  const t = useT()
  const { i18n } = useDesk()
  const { service, topic, matched, missingSlots, legalBasis, reviewBy } = suggestion
  const facts = [
    { label: t('answerId'), values: [`${service}/${topic}`] },
    { label: t('matchedWords'), values: matched },
    { label: t('missingSlots'), values: missingSlots },
    { label: t('legalBasis'), values: legalBasis },
    { label: t('reviewBy'), values: reviewBy ? [shortDate(reviewBy, i18n.language.value)] : [] },
  ].filter(({ values }) => values.length > 0)
  return (
    <dl class="facts">
      {facts.map(({ label, values }) => (
        <div class="facts__row" key={label}>
          <dt>{label}</dt>
          <dd>{values.join('; ')}</dd>
        </div>
      ))}
    </dl>
  )
}

import { useEffect, useRef } from 'preact/hooks'
import { useSignal } from '@preact/signals'
import { Button } from '../../shared/button.tsx'
import { Icon } from '../../shared/icon.tsx'
import { useDesk, useT } from '../contexts.ts'
import { SuggestionCard } from './suggestion-card.tsx'

const restMs = 300

export function SuggestionPanel() {
  const t = useT()
  const { learning, suggestions } = useDesk()
  const items = suggestions.items.value
  const state = suggestions.state.value
  return (
    <section class="suggestions" aria-labelledby="suggestions-title">
      <h2 class="panel-title" id="suggestions-title">
        <Icon name="spark" /> {t('suggestions')}
      </h2>
      <AnswerSearch />
      <div class="suggestions__results" aria-busy={state === 'loading'}>
        {state === 'failed' && (
          <div class="notice notice--danger" role="alert">
            <p>{t('suggestionsFailed')}</p>
            <Button size="small" onClick={() => suggestions.search(suggestions.words.value)}>
              {t('retry')}
            </Button>
          </div>
        )}
        {state === 'ready' && items.length === 0 && <NothingFits />}
        {items.length > 0 && (
          <ol role="list" class="suggestions__list" aria-label={t('suggestions')}>
            {items.map((suggestion, index) => (
              <SuggestionCard
                key={`${suggestion.answer}-${suggestion.language}`}
                suggestion={suggestion}
                position={index + 1}
              />
            ))}
          </ol>
        )}
      </div>
      <Button
        look="quiet"
        size="small"
        class="suggestions__learning"
        onClick={() => (learning.isOpen.value = true)}
      >
        {t('learningOpen')}
      </Button>
    </section>
  )
}

function NothingFits() {
  const t = useT()
  return (
    <div class="suggestions__none" role="status">
      <p class="suggestions__none-title">{t('noSuggestions')}</p>
      <p>{t('noSuggestionsLead')}</p>
    </div>
  )
}

function AnswerSearch() {
  const t = useT()
  const { suggestions } = useDesk()
  const typed = useSignal('')
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])
  return (
    <div class="search search--answers">
      <Icon name="search" />
      <input
        class="search__input"
        type="text"
        aria-label={t('searchAnswers')}
        placeholder={t('searchAnswersPlaceholder')}
        maxLength={500}
        value={typed.value}
        onInput={(event) => {
          typed.value = event.currentTarget.value
          clearTimeout(timer.current)
          timer.current = setTimeout(() => void suggestions.search(typed.value), restMs)
        }}
      />
    </div>
  )
}

import type { Suggestion } from '../../../server/wire.ts'
import { Button } from '../../shared/button.tsx'
import { Icon } from '../../shared/icon.tsx'
import { useDesk, useT } from '../contexts.ts'
import { answerPreview } from '../lib/answer-preview.ts'
import { splitAtSlots } from '../lib/slots.ts'
import { Confidence } from './confidence.tsx'
import { Freshness } from './freshness.tsx'

interface SuggestionCardProps {
  suggestion: Suggestion
  /** From 1; also the key that inserts it. */
  position: number
}

export function SuggestionCard({ suggestion, position }: SuggestionCardProps) {
  const t = useT()
  const { composer, isPanelOpen } = useDesk()
  const insert = () => {
    isPanelOpen.value = false
    composer.insert(suggestion.answer, suggestion.text)
  }
  return (
    <li class="suggestion card">
      <div class="suggestion__head">
        <h3 class="suggestion__title">{suggestion.title}</h3>
        <Confidence suggestion={suggestion} />
      </div>
      <p class="suggestion__id">
        {suggestion.service} <span aria-hidden="true">›</span> {suggestion.topic}
      </p>
      <Freshness suggestion={suggestion} />
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
      </details>
      <Facts suggestion={suggestion} />
      <div class="suggestion__foot">
        <Button
          look="primary"
          size="small"
          aria-label={t('insertNamed', { title: suggestion.title })}
          onClick={insert}
        >
          <Icon name="plus" size={14} /> {t('insert')}
        </Button>
        <kbd class="suggestion__key" aria-hidden="true">
          {position}
        </kbd>
      </div>
    </li>
  )
}

/** Why it is here and what it rests on. */
function Facts({ suggestion }: { suggestion: Suggestion }) {
  const t = useT()
  const facts = [
    { label: t('matchedWords'), values: suggestion.matched },
    { label: t('missingSlots'), values: suggestion.missingSlots },
    { label: t('legalBasis'), values: suggestion.legalBasis },
  ].filter(({ values }) => values.length > 0)
  if (facts.length === 0) return null
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

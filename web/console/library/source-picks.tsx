import { useId } from 'preact/hooks'
import type { Fact } from './facts.ts'
import { useWords } from './use-words.ts'

interface SourcePicksProps {
  picked: Fact['sources']
  sources: string[]
  error: string | null
  onChange: (picked: Fact['sources']) => void
}

/** Which of the service's numbered sources a fact rests on. */
export function SourcePicks({ picked, sources, error, onChange }: SourcePicksProps) {
  const t = useWords()
  const id = useId()
  const toggle = (number: number) => {
    const known = picked === 'all' ? [] : picked
    const next = known.includes(number) ? known.filter((one) => one !== number) : [...known, number]
    onChange(next.sort((one, other) => one - other))
  }
  return (
    <div class="field" role="group" aria-labelledby={id}>
      <p class="field__label" id={id}>
        {t('factSources')}
      </p>
      <div class="source-picks">
        <button
          type="button"
          class="chip"
          aria-pressed={picked === 'all'}
          onClick={() => onChange(picked === 'all' ? [] : 'all')}
        >
          {t('allSources')}
        </button>
        {sources.map((source, at) => (
          <button
            type="button"
            class="chip"
            key={at}
            aria-pressed={picked !== 'all' && picked.includes(at + 1)}
            aria-label={t('sourceNumber', { number: at + 1, source })}
            title={source}
            onClick={() => toggle(at + 1)}
          >
            {at + 1}
          </button>
        ))}
      </div>
      {error && <p class="field__error">{error}</p>}
    </div>
  )
}

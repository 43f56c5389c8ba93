import type { Suggestion } from '../../../server/wire/answer.ts'
import { useT } from '../contexts.ts'

const mediumFrom = 0.5
const dots = { low: 1, medium: 2, high: 3 } as const
const words = { low: 'confidenceLow', medium: 'confidenceMedium', high: 'confidenceHigh' } as const

/** Three steps: a percentage would promise a precision that no search has. */
export function Confidence({ suggestion }: { suggestion: Suggestion }) {
  const t = useT()
  const level = suggestion.sure ? 'high' : suggestion.score >= mediumFrom ? 'medium' : 'low'
  return (
    <span class={`confidence confidence--${level}`}>
      {[1, 2, 3].map((dot) => (
        <span key={dot} class="confidence__dot" data-on={dot <= dots[level]} aria-hidden="true" />
      ))}
      {t(words[level])}
    </span>
  )
}

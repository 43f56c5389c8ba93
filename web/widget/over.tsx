import { Icon } from './icon.tsx'
import type { PanelProps } from './panel.tsx'
import { lastAgent } from './state.ts'

const scores = [1, 2, 3, 4, 5]

/** After the end: how it was, and the way to the next question. */
export function Over({ state, words, actions }: PanelProps) {
  return (
    <div class="over">
      <p>{words('ended')}</p>
      {lastAgent(state) !== null && (
        <fieldset class="rating" disabled={state.rating !== null}>
          <legend>{words(state.rating === null ? 'rate' : 'rated')}</legend>
          {scores.map((score) => (
            <button
              key={score}
              type="button"
              class="rating__score"
              aria-label={words('score', { score })}
              aria-pressed={state.rating === score}
              onClick={() => actions.rate(score)}
            >
              {score}
            </button>
          ))}
          <p class="rating__ends" aria-hidden="true">
            <span>{words('worst')}</span>
            <span>{words('best')}</span>
          </p>
        </fieldset>
      )}
      <button type="button" class="button button--primary" ref={takeLostFocus} onClick={actions.anew}>
        <Icon name="chat" /> {words('anew')}
      </button>
    </div>
  )
}

/** Where the focused control is gone, the next one takes over; nobody else is disturbed. */
const takeLostFocus = (element: HTMLElement | null) => {
  if (document.activeElement === document.body) element?.focus()
}

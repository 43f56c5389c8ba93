import { Icon } from './icon.tsx'
import type { PanelProps } from './panel.tsx'
import { useState } from 'preact/hooks'
import { fullTime } from '../shared/time.ts'
import { canReturn, lastAgent, lastMachine } from './state.ts'

const scores = [1, 2, 3, 4, 5]

/** After the end: how it was, and the way to the next question. */
export function Over({ state, language, words, actions }: PanelProps) {
  const [comment, setComment] = useState('')
  return (
    <div class="over">
      <p>{words(state.verdict?.helped && lastAgent(state) === null ? 'endedHelped' : 'ended')}</p>
      {(lastAgent(state) !== null || lastMachine(state)) && (
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
      {state.rating !== null && state.comment === '' && (
        <form
          class="comment"
          onSubmit={(event) => {
            event.preventDefault()
            if (comment.trim()) actions.rate(state.rating ?? 0, comment.trim())
          }}
        >
          <textarea
            class="input"
            rows={2}
            maxLength={2000}
            aria-label={words('comment')}
            placeholder={words('comment')}
            value={comment}
            onInput={({ currentTarget }) => setComment(currentTarget.value)}
          />
          <button type="submit" class="button">
            {words('send')}
          </button>
        </form>
      )}
      {canReturn(state) && (
        <>
          <p class="over__until">{words('until', { when: fullTime(state.until ?? '', language) })}</p>
          <button type="button" class="button" onClick={actions.comeBack}>
            {words('comeBack')}
          </button>
        </>
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

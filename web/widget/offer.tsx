import { useState } from 'preact/hooks'
import type { OfferedAnswer } from '../../server/wire/chat-socket.ts'
import type { PanelProps } from './panel.tsx'
import { lastAgent, unjudged } from './state.ts'

/** While nobody of the office has answered: whether the automatic answer helps, and what else could be read. */
export function Offer({ state, live, words, actions }: PanelProps) {
  const [others, setOthers] = useState<OfferedAnswer[] | null | undefined>(null)
  const judged = unjudged(state)
  if (state.token === null || state.ended || lastAgent(state) !== null) return null
  return (
    <section class="offer">
      {judged && (
        <fieldset>
          <legend>{words('helps')}</legend>
          {[true, false].map((helped) => (
            <button type="button" class="button" onClick={() => actions.judge({ seq: judged.seq, helped })}>
              {words(helped ? 'helpsYes' : 'helpsNo')}
            </button>
          ))}
        </fieldset>
      )}
      {others?.map(({ answer, title }) => (
        <button
          key={answer}
          type="button"
          class="button"
          onClick={() => {
            const rest = others.filter((one) => one.answer !== answer)
            setOthers(rest[0] && rest)
            actions.show(answer)
          }}
        >
          {title}
        </button>
      ))}
      {others === null && live.line === 'online' && (
        <button
          type="button"
          class="button offer__more"
          onClick={() => void actions.others().then(setOthers, () => setOthers([]))}
        >
          {words('others')}
        </button>
      )}
      <p role="status">{others?.length === 0 && words('noOthers')}</p>
    </section>
  )
}

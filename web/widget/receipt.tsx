import { fullTime } from '../shared/time.ts'
import { Icon } from './icon.tsx'
import { isOpenNow, wayTo } from './office.ts'
import type { PanelProps } from './panel.tsx'
import { lastAgent } from './state.ts'

/** Until a person answers: that the question arrived, when somebody reads it, and how an answer finds whoever leaves. */
export function Receipt({ state, isLasting, office, language, words }: PanelProps) {
  const { number, visitor } = state
  if (number === null || state.ended || lastAgent(state) !== null) return null
  const way = office && wayTo(visitor, office)
  const isOpen = office && isOpenNow(office)
  const hours = office?.hours[language] ?? words('workingDays')
  const when = office?.opensAt ? fullTime(office.opensAt, language) : hours
  return (
    <section class="receipt">
      <h2>
        <Icon name="sent" /> {words('arrived')}
      </h2>
      <p class="receipt__number">
        {words('yourNumber')} <b>{number}</b>
      </p>
      <p>
        {isOpen === false
          ? words('closedNow', { when })
          : words(isOpen ? 'openNow' : 'answeredAt', { hours })}
      </p>
      <p>
        {words(isLasting ? 'mayLeave' : 'mustStay')}{' '}
        {way ? words('otherWay', { way }) : office && words('byPhone', { phone: office.phone })}
      </p>
    </section>
  )
}

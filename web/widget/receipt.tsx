import { isOpenAt } from './hours.ts'
import { Icon } from './icon.tsx'
import type { PanelProps } from './panel.tsx'
import { lastAgent } from './state.ts'

/** Until a person answers: that the question arrived, when somebody reads it, and how an answer finds whoever leaves. */
export function Receipt({ state, isLasting, office, language, words }: PanelProps) {
  const { number, visitor } = state
  if (number === null || state.ended || lastAgent(state) !== null) return null
  const way = visitor?.email ?? visitor?.phone
  const isOpen = office && isOpenAt(office.hours.id, new Date())
  const hours = office?.hours[language] ?? words('workingDays')
  return (
    <section class="receipt">
      <h2>
        <Icon name="sent" /> {words('arrived')}
      </h2>
      <p class="receipt__number">
        {words('yourNumber')} <b>{number}</b>
      </p>
      <p>{words(isOpen ? 'openNow' : isOpen === false ? 'closedNow' : 'answeredAt', { hours })}</p>
      <p>
        {words(isLasting ? 'mayLeave' : 'mustStay')}{' '}
        {way ? words('otherWay', { way }) : office && words('byPhone', { phone: office.phone })}
      </p>
    </section>
  )
}

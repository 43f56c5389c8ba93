import { fullTime } from '../shared/time.ts'
import { Icon } from './icon.tsx'
import { isOpenNow, wayTo } from './office.ts'
import type { PanelProps } from './panel.tsx'
import { lastAgent } from './state.ts'

type Situation = Pick<PanelProps, 'live' | 'office' | 'language' | 'words'>

/** Until a person answers: that the question arrived, when somebody reads it, and how an answer finds whoever leaves. */
export function Receipt(props: PanelProps) {
  const { state, live, isLasting, office, words } = props
  const { number, visitor } = state
  if (number === null || state.ended || lastAgent(state) !== null) return null
  const way = office && wayTo(visitor, office)
  return (
    <section class="receipt">
      <h2>
        <Icon name="sent" /> {words('arrived')}
      </h2>
      <p class="receipt__number">
        {words('yourNumber')} <b>{number}</b>
      </p>
      {!live.agent && <p>{whenAnswered(props)}</p>}
      <p>
        {words(isLasting ? 'mayLeave' : 'mustStay')}{' '}
        {way ? words('otherWay', { way }) : office && words('byPhone', { phone: office.phone })}
      </p>
    </section>
  )
}

/** The office is open, and somebody is there who takes chats. */
export function isAttended({ live, office }: Situation): boolean {
  return (office === null || isOpenNow(office)) && (live.queue ?? office)?.staffed === true
}

/** What to expect now: somebody answers here, nobody is there at the moment, or the office is closed. */
export function whenAnswered(situation: Situation): string {
  const { office, language, words } = situation
  if (office && !isOpenNow(office) && office.opensAt)
    return words('closedNow', { when: fullTime(office.opensAt, language, office.schedule.timeZone) })
  if (isAttended(situation)) return words('openNow')
  const hours = office?.hours[language] ?? words('workingDays')
  return [office && words('awayNow'), words('answeredAt', { hours })].filter(Boolean).join(' ')
}

import type { Ticket } from '../../../server/wire/ticket.ts'
import { Button } from '../../shared/button.tsx'
import { Icon } from '../../shared/icon.tsx'
import { shortTime } from '../../shared/time.ts'
import { useDesk, useT } from '../contexts.ts'
import { formatPhone } from '../lib/phone-number.ts'

/** Before an answer is written to a number that wants no more of them, and how else its citizen can be reached. */
export function StoppedNote({ ticket }: { ticket: Ticket }) {
  const t = useT()
  const { ways, i18n } = useDesk()
  const { channel, address, stoppedAt } = ways.chosen(ticket)
  if (stoppedAt === null) return null
  const others = ways.of(ticket).filter((way) => way.channel !== channel && way.stoppedAt === null)
  return (
    <div class="notice notice--danger stopped" role="alert">
      <Icon name="alert" />
      <p class="stopped__words">
        {t('stopped', {
          number: formatPhone(address ?? ''),
          channel: t(`by_${channel}`),
          time: shortTime(stoppedAt, i18n.language.value),
        })}{' '}
        {t(others.length > 0 ? 'stoppedOther' : 'stoppedWait')}
      </p>
      {others.map((way) => (
        <Button key={way.channel} size="small" onClick={() => ways.choose(ticket, way.channel)}>
          {t('answerByThis', { channel: t(`by_${way.channel}`) })}
        </Button>
      ))}
    </div>
  )
}

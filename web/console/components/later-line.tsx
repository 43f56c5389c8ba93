import type { Later } from '../../../server/wire/later.ts'
import type { Message } from '../../../server/wire/message.ts'
import { Button } from '../../shared/button.tsx'
import { Icon } from '../../shared/icon.tsx'
import { fullTime, soonTime } from '../../shared/time.ts'
import { useDesk, useT } from '../contexts.ts'
import { LaterActions } from './later-actions.tsx'

/** Below an answer that has not gone yet: when it goes, or why it does not, and what can be done. */
export function LaterLine({ message, later }: { message: Message; later: Later }) {
  const t = useT()
  if (later.isBrief) return <LeavingSoon message={message} />
  return (
    <div class={`delivery later ${later.held ? 'delivery--warn' : ''}`.trim()} data-state="scheduled">
      <p class="delivery__state">
        <Icon name={later.held ? 'alert' : 'clock'} size={14} />
        {later.held ? t('held') : <LaterTime later={later} />}
      </p>
      {later.held && <p class="delivery__why">{t(`held_${later.held}`)}</p>}
      <LaterActions waiting={message} later={later} />
    </div>
  )
}

function LeavingSoon({ message }: { message: Message }) {
  const t = useT()
  const { later } = useDesk()
  return (
    <div class="delivery later" data-state="leaving">
      <p class="delivery__state">
        <Icon name="clock" size={14} /> {t('leavingSoon')}
      </p>
      <Button size="small" look="quiet" onClick={() => later.takeBack(message)}>
        {t('undo')}
      </Button>
    </div>
  )
}

function LaterTime({ later: { sendAt, thenStatus } }: { later: Later }) {
  const t = useT()
  const { i18n, now } = useDesk()
  const language = i18n.language.value
  return (
    <span>
      <time dateTime={sendAt} title={fullTime(sendAt, language)}>
        {t('scheduledFor', { time: soonTime(sendAt, language, now.value) })}
      </time>
      {thenStatus && `, ${t(thenStatus === 'solved' ? 'thenSolved' : 'thenPending')}`}
    </span>
  )
}

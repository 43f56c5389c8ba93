import type { Call } from '../../../server/wire/call.ts'
import type { Message } from '../../../server/wire/message.ts'
import { Badge } from '../../shared/badge.tsx'
import { Button } from '../../shared/button.tsx'
import { Icon } from '../../shared/icon.tsx'
import { clockTime, fullTime } from '../../shared/time.ts'
import { useDesk, useT } from '../contexts.ts'
import { eventWords, stageWords } from '../lib/call-words.ts'
import { formatPhone } from '../lib/phone-number.ts'
import { CallClock } from './call-clock.tsx'
import { JoinCall } from './join-call.tsx'

/** A call in its thread: who, how it stands, and what can be done about it. */
export function CallCard({ message, call }: { message: Message; call: Call }) {
  const t = useT()
  const { i18n } = useDesk()
  const language = i18n.language.value
  const isIn = call.direction === 'inbound'
  return (
    <li id={`message-${message.id}`} tabIndex={-1} class={`message call-card call-card--${call.stage}`}>
      <span class="call-card__icon">
        <Icon name="voice" size={18} />
      </span>
      <div class="call-card__main">
        <p class="call-card__head">
          <span class="call-card__title">{t(isIn ? 'callIn' : 'callOut')}</span>
          <span class="call-card__number">
            {call.number === null ? t('callHidden') : formatPhone(call.number)}
          </span>
          <time dateTime={message.createdAt} title={fullTime(message.createdAt, language)}>
            {clockTime(message.createdAt, language)}
          </time>
        </p>
        <p class="call-card__state" role={call.stage === 'over' ? undefined : 'status'}>
          {stageWords(t, call)}
          <StageClock call={call} />
          {call.isToCallBack && <Badge tone="accent">{t('callToCallBack')}</Badge>}
        </p>
        {isIn && <p class="call-card__sure">{t(`callSure_${call.confidence}`)}</p>}
        <Actions call={call} />
      </div>
    </li>
  )
}

/** One thing that happened in a call: a quiet line. */
export function CallEventLine({ message }: { message: Message }) {
  const t = useT()
  const { i18n } = useDesk()
  if (!message.callEvent) return null
  return (
    <li id={`message-${message.id}`} tabIndex={-1} class="call-event">
      <span class="call-event__words">{eventWords(t, message.callEvent)}</span>
      <time dateTime={message.createdAt}>{clockTime(message.createdAt, i18n.language.value)}</time>
    </li>
  )
}

function StageClock({ call }: { call: Call }) {
  if (call.stage === 'waiting' && call.queuedAt) return <CallClock since={call.queuedAt} />
  if (call.stage === 'talking' && call.answeredAt) return <CallClock since={call.answeredAt} />
  return null
}

function Actions({ call }: { call: Call }) {
  const t = useT()
  const { calls } = useDesk()
  const isBusy = calls.busy.value
  return (
    <div class="call-card__actions">
      {call.stage === 'waiting' && (
        <Button look="primary" size="small" aria-disabled={isBusy} onClick={() => calls.take(call)}>
          <Icon name="voice" size={14} /> {t('callTake')}
        </Button>
      )}
      {call.stage === 'over' && call.number !== null && (
        <Button
          look={call.isToCallBack ? 'primary' : 'plain'}
          size="small"
          aria-disabled={isBusy}
          onClick={() => calls.callBack(call.ticketId)}
        >
          <Icon name="voice" size={14} /> {t('callBack')}
        </Button>
      )}
      {call.direction === 'inbound' && <JoinCall call={call} />}
    </div>
  )
}

import { useSignal } from '@preact/signals'
import type { LiveCall } from '../../../server/wire/call.ts'
import { Button } from '../../shared/button.tsx'
import { Icon } from '../../shared/icon.tsx'
import { useDesk, useT } from '../contexts.ts'
import { stageWords } from '../lib/call-words.ts'
import { formatPhone } from '../lib/phone-number.ts'
import { formatPlace } from '../store/route.ts'
import { CallClock } from './call-clock.tsx'

const fewest = 3

/** Above the list: who is on the telephone now, and whom to call back. Nothing when there is nobody. */
export function CallQueue() {
  const t = useT()
  const { calls } = useDesk()
  const isAll = useSignal(false)
  const live = calls.live.value
  if (live.length === 0) return null
  const waiting = live.filter(({ call }) => call.stage === 'waiting').length
  const shown = isAll.value ? live : live.slice(0, Math.max(fewest, waiting))
  return (
    <section class="call-queue" aria-labelledby="call-queue-title">
      <h3 class="call-queue__title" id="call-queue-title">
        <Icon name="voice" size={14} /> {t('calls')}
        <span class="call-queue__count" role="status">
          {waiting > 0 && t('callsWaiting', { count: String(waiting) })}
        </span>
      </h3>
      <ul role="list" class="call-queue__items">
        {shown.map((one) => (
          <QueueItem key={one.call.id} live={one} />
        ))}
      </ul>
      {shown.length < live.length && (
        <Button look="quiet" size="small" onClick={() => (isAll.value = true)}>
          +{live.length - shown.length}
        </Button>
      )}
      <WhereRung />
    </section>
  )
}

function QueueItem({ live: { call, ticket } }: { live: LiveCall }) {
  const t = useT()
  const { calls, route } = useDesk()
  const who = ticket.contactName ?? (call.number === null ? t('callHidden') : formatPhone(call.number))
  return (
    <li class={`call-queue__item call-queue__item--${call.stage}`}>
      <a class="call-queue__who" href={formatPlace({ ...route.place.value, ticketId: ticket.id })}>
        <span class="call-queue__name">{who}</span>
        <span class="call-queue__state">
          {stageWords(t, call)}{' '}
          {call.stage === 'waiting' && call.queuedAt && <CallClock since={call.queuedAt} />}
        </span>
      </a>
      {call.stage === 'waiting' && (
        <Button look="primary" size="small" aria-disabled={calls.busy.value} onClick={() => calls.take(call)}>
          {t('callTake')}
        </Button>
      )}
      {call.isToCallBack && (
        <Button
          size="small"
          aria-label={`${t('callBack')}: ${who}`}
          title={t('callBack')}
          aria-disabled={calls.busy.value}
          onClick={() => calls.callBack(ticket.id)}
        >
          {t('callBackShort')}
        </Button>
      )}
    </li>
  )
}

/** Where calls reach me, and the way to change that. */
function WhereRung() {
  const t = useT()
  const { calls, dialog } = useDesk()
  const phone = calls.phone.value
  if (!phone) return null
  const number = phone.number ? formatPhone(phone.number) : t('myPhoneNone')
  return (
    <button type="button" class="call-queue__mine" onClick={() => (dialog.value = 'profile')}>
      {t('myPhone')}: {calls.handset.state.value === 'ready' ? t('myPhoneAtDesk') : number}
    </button>
  )
}

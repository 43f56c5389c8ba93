import { useSignal } from '@preact/signals'
import type { OutboxItem } from '../../../server/wire/outbox.ts'
import { Button } from '../../shared/button.tsx'
import { Icon } from '../../shared/icon.tsx'
import { shortTime } from '../../shared/time.ts'
import { useDesk } from '../contexts.ts'
import { deliveryWords } from '../lib/delivery.ts'
import { LaterActions } from '../components/later-actions.tsx'
import { TakeBackButton } from '../components/take-back-button.tsx'
import { formatPlace } from '../store/route.ts'
import { useWords } from './use-words.ts'

/** One message, what keeps it, and what a person can do about it. */
export function QueueRow({ item, onActed }: { item: OutboxItem; onActed: () => void }) {
  const t = useWords()
  const { ticket, channel, to, author, state, error, later } = item
  const words = deliveryWords({ state, error, note: null })
  const waiting = { id: item.messageId, ticketId: ticket.id }
  // What the system says by itself has no author, and an open chat window has shown its answers already.
  const canTakeBack = state === 'queued' && !later && author !== null && channel !== 'chat'
  const isHeld = later !== undefined && later.held !== null
  return (
    <li
      class={`queue-row delivery--${isHeld ? 'warn' : words.tone}`}
      data-state={later ? 'scheduled' : state}
    >
      <p class="queue-row__state">
        <Icon name={isHeld ? 'alert' : words.icon} size={14} />{' '}
        {t(later ? (isHeld ? 'held' : 'queue_scheduled') : words.label)}
      </p>
      <p class="queue-row__ticket">
        <a href={formatPlace({ view: 'open', ticketId: ticket.id })}>{ticket.number}</a> {ticket.subject}
      </p>
      <p class="queue-row__about">
        <Icon name={channel} size={14} label={t(`channel_${channel}`)} />{' '}
        {to === null ? t('queueToWindow') : t('queueTo', { to })}
        {author && ` · ${t('queueBy', { author })}`}
        <Tries item={item} />
      </p>
      {error && (
        <p class="queue-row__why">
          {state === 'queued' && t('queueWhyQueued')} {state === 'failed' && t('queueWhyFailed')} {error}
        </p>
      )}
      {words.explanation && <p class="queue-row__why">{t(words.explanation)}</p>}
      {later?.held && <p class="queue-row__why">{t(`held_${later.held}`)}</p>}
      <div class="queue-row__act">
        {later ? (
          <LaterActions waiting={waiting} later={later} ticketNumber={ticket.number} />
        ) : (
          <Act item={item} canRetry={words.canRetry} onActed={onActed} />
        )}
        {canTakeBack && <TakeBackButton waiting={waiting} ticketNumber={ticket.number} />}
      </div>
    </li>
  )
}

function Tries({ item: { attempts, nextAttemptAt, state, later } }: { item: OutboxItem }) {
  const t = useWords()
  const { i18n, now } = useDesk()
  if (later) return <> · {t('queueGoes', { time: shortTime(later.sendAt, i18n.language.value) })}</>
  const isDue = nextAttemptAt !== null && Date.parse(nextAttemptAt) <= now.value
  return (
    <>
      {attempts !== null && attempts > 0 && ` · ${t('queueTries', { count: attempts })}`}
      {state === 'queued' &&
        nextAttemptAt !== null &&
        ` · ${isDue ? t('queueNow') : t('queueNext', { time: shortTime(nextAttemptAt, i18n.language.value) })}`}
    </>
  )
}

function Act({ item, canRetry, onActed }: { item: OutboxItem; canRetry: boolean; onActed: () => void }) {
  const t = useWords()
  const { api, toasts } = useDesk()
  const isBusy = useSignal(false)
  const { messageId, state, ticket } = item
  if (state === 'sending') return null
  const act = async () => {
    if (isBusy.value) return
    isBusy.value = true
    await (canRetry ? api.retry(ticket.id, messageId) : api.mail.hurry(messageId)).then(onActed, () =>
      toasts.say({ words: 'sendAgainFailed', isTrouble: true }),
    )
    isBusy.value = false
  }
  const { number } = ticket
  return (
    <Button
      size="small"
      aria-disabled={isBusy.value}
      aria-label={t(canRetry ? 'sendNowNamed' : 'tryNowNamed', { number })}
      onClick={act}
    >
      <Icon name="retry" size={14} /> {t(canRetry ? 'sendNow' : 'tryNow')}
    </Button>
  )
}

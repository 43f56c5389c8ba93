import { useSignal } from '@preact/signals'
import type { Delivery } from '../../../server/wire/delivery.ts'
import type { Message } from '../../../server/wire/message.ts'
import { Button } from '../../shared/button.tsx'
import { Icon } from '../../shared/icon.tsx'
import { clockTime } from '../../shared/time.ts'
import { useDesk, useT } from '../contexts.ts'
import { TakeBackButton } from './take-back-button.tsx'
import { deliveryWords } from '../lib/delivery.ts'

interface DeliveryLineProps {
  message: Message
  delivery: Delivery
}

/** How far a reply has come, in a sign and in words. */
export function DeliveryLine({ message, delivery }: DeliveryLineProps) {
  const t = useT()
  const words = deliveryWords(delivery)
  const triedAt = useSignal<string | null>(null)
  const { i18n } = useDesk()
  return (
    <div class={`delivery delivery--${words.tone}`} data-state={delivery.state}>
      <p class="delivery__state">
        <Icon name={words.icon} size={14} />
        <span class="visually-hidden">{t('deliveryStatus')}</span>
        <span>{t(words.label)}</span>
      </p>
      {message.answer && <span class="delivery__answer">{t('fromAnswer', { answer: message.answer })}</span>}
      {delivery.error && (
        <p class="delivery__why">
          {i18n.language.value === 'en' ? (delivery.english ?? delivery.error) : delivery.error}
        </p>
      )}
      {words.explanation && <p class="delivery__why">{t(words.explanation)}</p>}
      {delivery.note && (
        <p class="delivery__note" title={delivery.note}>
          {t('savedAsFile', { file: delivery.note.split('/').at(-1)! })}
        </p>
      )}
      {isRefusedForNow(message) && <TakeBackButton waiting={message} />}
      {words.canRetry && triedAt.value && (
        <p class="delivery__why">
          {t('triedAgainAt', { time: clockTime(triedAt.value, i18n.language.value) })}
        </p>
      )}
      {words.canRetry && (
        <SendAgain message={message} onTry={() => (triedAt.value = new Date().toISOString())} />
      )}
    </div>
  )
}

/** It waits for its next attempt, and has reached nobody: an open chat window would have shown it. */
function isRefusedForNow({ delivery, channel, author }: Message): boolean {
  return (
    delivery?.state === 'queued' && delivery.error !== null && channel !== 'chat' && author.kind === 'agent'
  )
}

function SendAgain({ message, onTry }: { message: Message; onTry: () => void }) {
  const t = useT()
  const { api, thread, toasts } = useDesk()
  const isBusy = useSignal(false)
  const send = async () => {
    if (isBusy.value) return
    isBusy.value = true
    try {
      const queued = await api.retry(message.ticketId, message.id)
      onTry()
      // An event may have told more meanwhile.
      if (thread.messages.peek().includes(message)) thread.applyMessage(queued)
    } catch {
      toasts.say({ words: 'sendAgainFailed', isTrouble: true })
    }
    isBusy.value = false
  }
  return (
    <Button size="small" aria-disabled={isBusy.value} onClick={send}>
      <Icon name="retry" size={14} /> {t('sendAgain')}
    </Button>
  )
}

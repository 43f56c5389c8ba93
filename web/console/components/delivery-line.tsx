import { useSignal } from '@preact/signals'
import type { Delivery, Message } from '../../../server/wire.ts'
import { Button } from '../../shared/button.tsx'
import { Icon } from '../../shared/icon.tsx'
import { useDesk, useT } from '../contexts.ts'
import { deliveryWords } from '../lib/delivery.ts'

interface DeliveryLineProps {
  message: Message
  delivery: Delivery
}

/** How far a reply has come, in a sign and in words. */
export function DeliveryLine({ message, delivery }: DeliveryLineProps) {
  const t = useT()
  const words = deliveryWords(delivery.state)
  return (
    <div class={`delivery delivery--${words.tone}`} data-state={delivery.state}>
      <p class="delivery__state">
        <Icon name={words.icon} size={14} />
        <span class="visually-hidden">{t('deliveryStatus')}</span>
        <span>{t(words.label)}</span>
      </p>
      {message.answer && <span class="delivery__answer">{t('fromAnswer', { answer: message.answer })}</span>}
      {delivery.error && <p class="delivery__why">{delivery.error}</p>}
      {words.explanation && <p class="delivery__why">{t(words.explanation)}</p>}
      {delivery.note && <p class="delivery__note">{t('savedAsFile', { file: delivery.note })}</p>}
      {words.canRetry && <SendAgain message={message} />}
    </div>
  )
}

function SendAgain({ message }: { message: Message }) {
  const t = useT()
  const { api, thread, alert } = useDesk()
  const isBusy = useSignal(false)
  const send = async () => {
    if (isBusy.value) return
    isBusy.value = true
    await api.retry(message.ticketId, message.id).then(thread.applyMessage, () => {
      alert.value = 'sendAgainFailed'
    })
    isBusy.value = false
  }
  return (
    <Button size="small" aria-disabled={isBusy.value} onClick={send}>
      <Icon name="retry" size={14} /> {t('sendAgain')}
    </Button>
  )
}

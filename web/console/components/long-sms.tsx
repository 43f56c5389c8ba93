import { useSignal } from '@preact/signals'
import type { Ticket } from '../../../server/wire/ticket.ts'
import { Button } from '../../shared/button.tsx'
import { Icon } from '../../shared/icon.tsx'
import { useDesk, useT } from '../contexts.ts'
import { smsSegments } from '../lib/sms-segments.ts'

/** As many as the library's own short answers take. */
const fewSegments = 3

/** A long answer by SMS costs many: its short form says the essentials and links to the rest. */
export function LongSms({ ticket, text, answers }: { ticket: Ticket; text: string; answers: string[] }) {
  const t = useT()
  const { api, composer, suggestions, toasts } = useDesk()
  const isBusy = useSignal(false)
  const [answer] = answers
  const { segments } = smsSegments(text)
  if (segments <= fewSegments || answer === undefined || answers.length > 1) return null
  const shorten = async () => {
    if (isBusy.value) return
    isBusy.value = true
    try {
      const near = suggestions.items.peek().find((one) => one.answer === answer)
      const short = near?.text ?? (await api.answer(answer, ticket.language, 'sms')).text
      composer.answers.swap(answer, short)
    } catch {
      toasts.say({ words: 'changeFailed', isTrouble: true })
    }
    isBusy.value = false
  }
  return (
    <div class="notice long-sms" role="note">
      <Icon name="sms" />
      <p class="stopped__words">{t('longSms', { segments })}</p>
      <Button size="small" aria-disabled={isBusy.value} onClick={shorten}>
        {t('useShort')}
      </Button>
    </div>
  )
}

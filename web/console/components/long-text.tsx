import { useSignal } from '@preact/signals'
import type { Ticket } from '../../../server/wire/ticket.ts'
import { Button } from '../../shared/button.tsx'
import { Icon } from '../../shared/icon.tsx'
import { useDesk, useT } from '../contexts.ts'
import { smsSegments } from '../lib/sms-segments.ts'
import { mostInText } from '../lib/text-limit.ts'
import type { Draft } from '../store/drafts.ts'

/** As many SMS as the library's own short answers take. */
const fewSegments = 3

/** A text that costs many SMS, or that no text holds: the essentials can go, with a link to the rest. */
export function LongText({ ticket, draft, isSms }: { ticket: Ticket; draft: Draft; isSms: boolean }) {
  const t = useT()
  const { composer } = useDesk()
  const { text, answers, asLink } = draft
  const { segments } = smsSegments(text)
  const isLong = isSms ? segments > fewSegments : text.length > mostInText
  if (asLink)
    return (
      <div class="notice notice--quiet long-text" role="status">
        <Icon name="web" />
        <p class="stopped__words">{t('goesAsLink')}</p>
        <Button size="small" onClick={() => composer.sendAsLink(false)}>
          {t('sendAll')}
        </Button>
      </div>
    )
  if (!isLong) return null
  return (
    <div class="notice long-text" role="note">
      <Icon name="sms" />
      <p class="stopped__words">
        {isSms ? t('longSms', { segments }) : t('longWhatsapp', { max: mostInText })}
      </p>
      {isSms && answers.length === 1 && <UseShort ticket={ticket} answer={answers[0]!} />}
      <Button size="small" onClick={() => composer.sendAsLink(true)}>
        {t('sendAsLink')}
      </Button>
    </div>
  )
}

/** The library has said it shortly, with a link to the service's page. */
function UseShort({ ticket, answer }: { ticket: Ticket; answer: string }) {
  const t = useT()
  const { api, composer, suggestions, toasts } = useDesk()
  const isBusy = useSignal(false)
  const shorten = async () => {
    if (isBusy.value) return
    isBusy.value = true
    try {
      const near = suggestions.items.peek().find((one) => one.answer === answer)
      composer.answers.swap(answer, near?.text ?? (await api.answer(answer, ticket.language, 'sms')).text)
    } catch {
      toasts.say({ words: 'changeFailed', isTrouble: true })
    }
    isBusy.value = false
  }
  return (
    <Button size="small" aria-disabled={isBusy.value} onClick={shorten}>
      {t('useShort')}
    </Button>
  )
}

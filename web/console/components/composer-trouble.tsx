import { Button } from '../../shared/button.tsx'
import { Icon } from '../../shared/icon.tsx'
import { useDesk, useT } from '../contexts.ts'
import { hasChatEnded } from '../lib/chat-ended.ts'
import { findSlots } from '../lib/slots.ts'
import { maxTextLength } from '../lib/text-limit.ts'
import { NewerNotice } from './newer-notice.tsx'

/** What stands between this text and the citizen. */
export function ComposerTrouble({ text }: { text: string }) {
  const t = useT()
  const { composer, thread } = useDesk()
  const trouble = composer.trouble.value
  const newer = composer.newer.value
  if (composer.kind.value === 'note')
    return trouble?.kind === 'noteFailed' ? <Failure words={t('noteFailed')} /> : null
  const isStopped = trouble?.kind === 'conflict'
  if (isStopped || newer.length > 0) return <NewerNotice messages={newer} isUrgent={isStopped} />
  if (composer.answers.asked.value) return <WhereTo />
  if (trouble?.kind === 'refused') return <Failure words={t('refused', { reason: trouble.reason })} />
  if (trouble?.kind === 'badTime') return <Failure words={t('badTime')} />
  if (trouble?.kind === 'tooLong') return <Failure words={t('tooLong', { max: maxTextLength })} />
  if (trouble?.kind === 'uploading') return <Failure words={t('stillUploading')} />
  if (findSlots(text).length > 0) return <SlotsLeft text={text} isUrgent={trouble?.kind === 'slots'} />
  return hasChatEnded(thread.messages.value) ? <ChatEnded /> : null
}

function Failure({ words }: { words: string }) {
  return (
    <p class="notice notice--danger" role="alert">
      <Icon name="alert" /> {words}
    </p>
  )
}

function ChatEnded() {
  const t = useT()
  return (
    <p class="notice notice--quiet" role="status">
      <Icon name="chat" /> {t('chatEnded')}
    </p>
  )
}

/** A second answer: in place of the first, or below it. */
function WhereTo() {
  const t = useT()
  const { composer } = useDesk()
  const { replace, append, cancel } = composer.answers
  return (
    <div class="notice where-to" role="group" aria-label={t('whereTo')}>
      <p>{t('whereTo')}</p>
      <Button size="small" look="primary" ref={focusNow} onClick={append}>
        {t('appendAnswer')}
      </Button>
      <Button size="small" onClick={replace}>
        {t('replaceAnswer')}
      </Button>
      <Button size="small" look="quiet" onClick={cancel}>
        {t('cancel')}
      </Button>
    </div>
  )
}

function focusNow(button: HTMLButtonElement | null): void {
  button?.focus()
}

function SlotsLeft({ text, isUrgent }: { text: string; isUrgent: boolean }) {
  const t = useT()
  const { composer } = useDesk()
  const slots = findSlots(text)
  return (
    <div class={`notice slots ${isUrgent ? 'notice--danger' : ''}`.trim()} role={isUrgent ? 'alert' : 'note'}>
      <Icon name="alert" />
      <p>{t('slotsLeft', { count: slots.length })}</p>
      {slots.map(({ name, start, end }) => (
        <button
          type="button"
          class="slots__jump"
          key={start}
          aria-label={t('goToSlot', { slot: name })}
          onClick={() => composer.cursor.want(start, end)}
        >
          {name}
        </button>
      ))}
    </div>
  )
}

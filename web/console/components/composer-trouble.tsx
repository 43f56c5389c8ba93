import { Button } from '../../shared/button.tsx'
import { Icon } from '../../shared/icon.tsx'
import { useDesk, useT } from '../contexts.ts'
import { findSlots } from '../lib/slots.ts'
import { maxTextLength } from '../lib/text-limit.ts'
import type { Trouble } from '../store/sending.ts'

/** What stands between this text and the citizen. */
export function ComposerTrouble({ text }: { text: string }) {
  const t = useT()
  const { composer } = useDesk()
  const trouble = composer.trouble.value
  const hasSlots = composer.kind.value === 'reply' && findSlots(text).length > 0
  if (trouble?.kind === 'conflict') return <Conflict trouble={trouble} />
  if (trouble?.kind === 'refused') return <Failure words={t('refused', { reason: trouble.reason })} />
  if (trouble?.kind === 'noteFailed') return <Failure words={t('noteFailed')} />
  if (trouble?.kind === 'tooLong') return <Failure words={t('tooLong', { max: maxTextLength })} />
  return hasSlots ? <SlotsLeft text={text} isUrgent={trouble?.kind === 'slots'} /> : null
}

function Failure({ words }: { words: string }) {
  return (
    <p class="notice notice--danger" role="alert">
      <Icon name="alert" /> {words}
    </p>
  )
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
          onClick={() => composer.select(start, end)}
        >
          {name}
        </button>
      ))}
    </div>
  )
}

function Conflict({ trouble }: { trouble: Extract<Trouble, { kind: 'conflict' }> }) {
  const t = useT()
  const { composer } = useDesk()
  const edit = () => {
    composer.settleTrouble()
    composer.focus('reply')
  }
  return (
    <div class="notice conflict" role="alert">
      <Icon name="alert" />
      <div class="conflict__words">
        <p class="conflict__title">{t('conflictTitle')}</p>
        <p>{t('conflictLead')}</p>
        {trouble.messages.map((message) => (
          <blockquote class="conflict__message" key={message.id}>
            <strong>{message.author.name ?? t('nameless')}</strong> {message.text}
          </blockquote>
        ))}
        <div class="conflict__choice">
          <Button size="small" look="primary" onClick={edit}>
            {t('conflictEdit')}
          </Button>
          <Button size="small" onClick={() => composer.send()}>
            {t('conflictSend')}
          </Button>
        </div>
      </div>
    </div>
  )
}

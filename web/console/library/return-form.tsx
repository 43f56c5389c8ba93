import { useEffect, useRef } from 'preact/hooks'
import { useSignal } from '@preact/signals'
import { Button } from '../../shared/button.tsx'
import { Field } from '../../shared/field.tsx'
import { useWords } from './use-words.ts'

interface ReturnFormProps {
  onSend: (comment: string) => void
  onCancel: () => void
}

/** A proposal goes back with a word why, or not at all. */
export function ReturnForm({ onSend, onCancel }: ReturnFormProps) {
  const t = useWords()
  const comment = useSignal('')
  const isMissing = useSignal(false)
  const root = useRef<HTMLFormElement>(null)
  useEffect(() => root.current?.querySelector('textarea')?.focus(), [])
  const send = (event: Event) => {
    event.preventDefault()
    isMissing.value = comment.value.trim() === ''
    if (!isMissing.value) onSend(comment.value.trim())
  }
  return (
    <form class="return-form" ref={root} onSubmit={send}>
      <Field label={t('giveBackLabel')} error={isMissing.value ? t('giveBackMissing') : null}>
        {(control) => (
          <textarea
            {...control}
            class="input return-form__words"
            rows={2}
            maxLength={1000}
            value={comment.value}
            onInput={(event) => (comment.value = event.currentTarget.value)}
          />
        )}
      </Field>
      <div class="editor-bar__deeds">
        <Button look="quiet" onClick={onCancel}>
          {t('cancel')}
        </Button>
        <Button look="primary" type="submit">
          {t('giveBackSend')}
        </Button>
      </div>
    </form>
  )
}

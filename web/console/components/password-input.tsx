import { useSignal } from '@preact/signals'
import type { TargetedInputEvent } from 'preact'
import { Button } from '../../shared/button.tsx'
import { Field } from '../../shared/field.tsx'
import { useT } from '../contexts.ts'

export function PasswordInput({ value, onInput }: { value: string; onInput: (value: string) => void }) {
  const t = useT()
  const isShown = useSignal(false)
  return (
    <div class="password">
      <Field label={t('password')}>
        {(control) => {
          const rest = {
            ...control,
            class: 'input',
            name: 'password',
            autocomplete: 'current-password',
            required: true,
            value,
            onInput: (event: TargetedInputEvent<HTMLInputElement>) => onInput(event.currentTarget.value),
          }
          return isShown.value ? <input type="text" {...rest} /> : <input type="password" {...rest} />
        }}
      </Field>
      <Button
        look="quiet"
        size="small"
        class="password__toggle"
        onClick={() => (isShown.value = !isShown.value)}
      >
        {t(isShown.value ? 'hidePassword' : 'showPassword')}
      </Button>
    </div>
  )
}

import { useSignal } from '@preact/signals'
import type { TargetedSubmitEvent } from 'preact'
import { Button, IconButton } from '../../shared/button.tsx'
import { Icon } from '../../shared/icon.tsx'
import { useDesk, useT } from '../contexts.ts'

/** At the first sign-in: until then citizens would be answered by somebody called “Admin”. Work goes on without it. */
export function NameNotice() {
  const t = useT()
  const { duty, api, toasts } = useDesk()
  const name = useSignal('')
  const isLater = useSignal(false)
  if (duty.me.value.named || isLater.value) return null

  const save = async (event: TargetedSubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (!name.value.trim()) return
    try {
      duty.applyMe(await api.routing.changeProfile({ name: name.value.trim() }))
    } catch {
      toasts.say({ words: 'changeFailed', isTrouble: true })
    }
  }
  return (
    <form class="name-notice" onSubmit={save} aria-label={t('nameAsked')}>
      <Icon name="person" />
      <label class="name-notice__words" for="name-notice">
        {t('nameAsked')}
      </label>
      <input
        class="input"
        id="name-notice"
        autocomplete="name"
        maxLength={100}
        placeholder={t('nameExample')}
        value={name.value}
        onInput={(event) => (name.value = event.currentTarget.value)}
      />
      <Button look="primary" size="small" type="submit">
        {t('save')}
      </Button>
      <IconButton size="small" label={t('later')} onClick={() => (isLater.value = true)}>
        <Icon name="close" />
      </IconButton>
    </form>
  )
}

import { useSignal } from '@preact/signals'
import type { TargetedSubmitEvent } from 'preact'
import { Button } from '../../shared/button.tsx'
import { Field } from '../../shared/field.tsx'
import { useDesk, useT } from '../contexts.ts'

/** Where calls reach me. Nothing where the office has no telephone. */
export function MyPhone() {
  const t = useT()
  const { calls, toasts } = useDesk()
  const isWrong = useSignal(false)
  const phone = calls.phone.value
  if (!phone) return null
  const save = async (event: TargetedSubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const number = form.get('number')
    const given = typeof number === 'string' && number.trim() !== '' ? number : null
    const browser = phone.via === null ? phone.browser : form.has('browser')
    isWrong.value = !(await calls.setPhone({ number: given, rings: form.has('rings'), browser }))
    if (!isWrong.value) toasts.say({ words: 'myPhoneSaved' })
  }
  return (
    <form class="my-phone" onSubmit={save} aria-label={t('myPhone')}>
      {phone.via !== null && (
        <label class="toggle">
          <input name="browser" type="checkbox" checked={phone.browser} /> {t('myPhoneBrowser')}
        </label>
      )}
      <Field
        label={t('myPhoneNumber')}
        hint={t(phone.via === null ? 'myPhoneHint' : 'myPhoneHintBrowser')}
        {...(isWrong.value && { error: t('myPhoneWrong') })}
      >
        {(control) => (
          <input
            {...control}
            class="input"
            name="number"
            type="tel"
            maxLength={40}
            placeholder="0812…"
            defaultValue={phone.number ?? ''}
          />
        )}
      </Field>
      <label class="toggle">
        <input name="rings" type="checkbox" checked={phone.rings} /> {t('myPhoneRings')}
      </label>
      <HandsetTrouble />
      <Button type="submit" size="small">
        {t('myPhoneSave')}
      </Button>
    </form>
  )
}

function HandsetTrouble() {
  const t = useT()
  const { handset } = useDesk().calls
  if (handset.state.value !== 'failed') return null
  return (
    <p class="field__hint" role="alert">
      {t('handsetFailed')}{' '}
      <Button size="small" onClick={() => handset.use(true)}>
        {t('retry')}
      </Button>
    </p>
  )
}

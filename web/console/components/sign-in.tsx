import { useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import type { TargetedSubmitEvent } from 'preact'
import { Button } from '../../shared/button.tsx'
import { Field } from '../../shared/field.tsx'
import { Icon } from '../../shared/icon.tsx'
import { LanguageSwitch, ThemeSwitch } from '../../shared/preference-switches.tsx'
import { useShell, useT } from '../contexts.ts'
import type { SignInResult } from '../store/session.ts'
import type { T } from '../strings/index.ts'
import { BrandMark } from './brand.tsx'
import { PasswordInput } from './password-input.tsx'

export function SignIn({ wasIn }: { wasIn: boolean }) {
  const t = useT()
  return (
    <main class="sign-in">
      <div class="sign-in__card card">
        <div class="sign-in__brand">
          <BrandMark size={40} />
          <div>
            <p class="sign-in__name">{t('appName')}</p>
            <p class="sign-in__purpose">{t('appPurpose')}</p>
          </div>
        </div>
        <h1 class="sign-in__title">{t('signInTitle')}</h1>
        <p class="sign-in__lead">{t('signInLead')}</p>
        {wasIn && (
          <p class="notice" role="status">
            <Icon name="clock" /> {t('sessionEnded')}
          </p>
        )}
        <SignInForm />
        <p class="field__hint">{t('firstSignInHint')}</p>
      </div>
      <Preferences />
    </main>
  )
}

function SignInForm() {
  const t = useT()
  const { session } = useShell()
  const email = useSignal('')
  const password = useSignal('')
  const isBusy = useSignal(false)
  const error = useSignal<string | null>(null)
  const first = useRef<HTMLInputElement>(null)
  useEffect(() => first.current?.focus(), [])

  const submit = async (event: TargetedSubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (isBusy.value) return
    if (!email.value.trim() || !password.value) {
      error.value = t('signInNeeded')
      return
    }
    isBusy.value = true
    error.value = null
    const result = await session.signIn(email.value.trim(), password.value)
    isBusy.value = false
    if (!result.ok) error.value = explain(result, t)
  }

  return (
    <form class="sign-in__form" onSubmit={submit} noValidate>
      {error.value && (
        <p class="notice notice--danger" role="alert">
          <Icon name="alert" /> {error.value}
        </p>
      )}
      <Field label={t('email')}>
        {(control) => (
          <input
            {...control}
            ref={first}
            class="input"
            type="email"
            name="email"
            autocomplete="username"
            required
            value={email.value}
            onInput={(event) => (email.value = event.currentTarget.value)}
          />
        )}
      </Field>
      <PasswordInput value={password.value} onInput={(value) => (password.value = value)} />
      <Button look="primary" type="submit" class="sign-in__submit" aria-disabled={isBusy.value}>
        {isBusy.value ? t('signingIn') : t('signIn')}
      </Button>
    </form>
  )
}

function Preferences() {
  const { i18n, theme } = useShell()
  const language = i18n.language.value
  return (
    <div class="sign-in__preferences">
      <LanguageSwitch language={language} onChange={i18n.setLanguage} />
      <ThemeSwitch theme={theme.theme.value} language={language} onChange={theme.setTheme} />
    </div>
  )
}

function explain(result: Extract<SignInResult, { ok: false }>, t: T): string {
  if (result.reason === 'limited')
    return result.waitSeconds ? t('signInLimitedFor', { seconds: result.waitSeconds }) : t('signInLimited')
  return t(
    ({ wrong: 'signInWrong', offline: 'signInOffline', server: 'signInServer' } as const)[result.reason],
  )
}

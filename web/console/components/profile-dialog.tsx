import { useSignal } from '@preact/signals'
import type { TargetedSubmitEvent } from 'preact'
import { useRef } from 'preact/hooks'
import type { Agent } from '../../../server/wire/agent.ts'
import { Button } from '../../shared/button.tsx'
import { Field } from '../../shared/field.tsx'
import { ThemeSwitch } from '../../shared/preference-switches.tsx'
import { useDesk, useT } from '../contexts.ts'
import { squarePicture } from '../lib/picture.ts'
import { Avatar } from './avatar.tsx'
import { Dialog } from './dialog.tsx'
import { MyPhone } from './my-phone.tsx'

/** Name, name for citizens, picture, sound, on a telephone how it looks; and for admins the way to how chats are given out. */
export function ProfileDialog() {
  const t = useT()
  const { dialog } = useDesk()
  return (
    <Dialog title={t('profile')} isOpen={dialog.value === 'profile'} onClose={() => (dialog.value = null)}>
      <Picture />
      <Names />
      <MyPhone />
      <Habits />
    </Dialog>
  )
}

/** Whatever comes back is who we are now. */
function useChange(): (work: () => Promise<Agent>) => Promise<boolean> {
  const { duty, toasts, refreshAgents } = useDesk()
  return async (work) => {
    try {
      duty.applyMe(await work())
      refreshAgents()
      return true
    } catch {
      toasts.say({ words: 'changeFailed', isTrouble: true })
      return false
    }
  }
}

function Picture() {
  const t = useT()
  const { duty, api } = useDesk()
  const change = useChange()
  const input = useRef<HTMLInputElement>(null)
  const me = duty.me.value
  return (
    <div class="profile__picture">
      <Avatar agent={me} class="avatar--large" />
      <Button size="small" onClick={() => input.current?.click()}>
        {t(me.picture ? 'changePicture' : 'addPicture')}
      </Button>
      {me.picture && (
        <Button size="small" look="quiet" onClick={() => change(() => api.routing.removePicture())}>
          {t('removePicture')}
        </Button>
      )}
      <input
        ref={input}
        class="visually-hidden"
        type="file"
        accept="image/*"
        tabIndex={-1}
        aria-label={t('addPicture')}
        onChange={(event) => {
          const [file] = event.currentTarget.files ?? []
          if (file) void change(async () => api.routing.uploadPicture(await squarePicture(file)))
        }}
      />
    </div>
  )
}

function Names() {
  const t = useT()
  const { duty, api, dialog } = useDesk()
  const change = useChange()
  const me = duty.me.value
  const name = useSignal(me.named ? me.name : '')
  const citizenName = useSignal(me.citizenName ?? '')
  const save = async (event: TargetedSubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (!name.value.trim()) return
    const profile = { name: name.value.trim(), citizenName: citizenName.value.trim() || null }
    if (await change(() => api.routing.changeProfile(profile))) dialog.value = null
  }
  return (
    <form class="profile__names" onSubmit={save}>
      <Field label={t('myName')} hint={t('myNameHint')}>
        {(control) => (
          <input
            {...control}
            class="input"
            required
            maxLength={100}
            autocomplete="name"
            placeholder={t('nameExample')}
            value={name.value}
            onInput={(event) => (name.value = event.currentTarget.value)}
          />
        )}
      </Field>
      <Field label={t('citizenName')} hint={t('citizenNameHint')}>
        {(control) => (
          <input
            {...control}
            class="input"
            maxLength={100}
            placeholder={name.value}
            value={citizenName.value}
            onInput={(event) => (citizenName.value = event.currentTarget.value)}
          />
        )}
      </Field>
      <Button look="primary" type="submit">
        {t('save')}
      </Button>
    </form>
  )
}

function Habits() {
  const t = useT()
  const { duty, i18n, theme, soundOn, setSoundOn, dialog } = useDesk()
  return (
    <div class="profile__habits">
      <div class="profile__appearance">
        <ThemeSwitch theme={theme.theme.value} language={i18n.language.value} onChange={theme.setTheme} />
      </div>
      <label class="toggle">
        <input
          type="checkbox"
          checked={soundOn.value}
          onChange={(event) => setSoundOn(event.currentTarget.checked)}
        />
        {t('callSoundOn')}
      </label>
      {duty.me.value.role === 'admin' && (
        <Button size="small" onClick={() => (dialog.value = 'routing')}>
          {t('routing')}…
        </Button>
      )}
    </div>
  )
}

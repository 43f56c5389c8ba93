import { useSignal } from '@preact/signals'
import type { LibraryFile } from '../../../server/wire/library.ts'
import { Button } from '../../shared/button.tsx'
import { Field } from '../../shared/field.tsx'
import { Icon } from '../../shared/icon.tsx'
import { useDesk } from '../contexts.ts'
import { useModal } from '../lib/use-modal.ts'
import { blankService, serviceIdFor } from './blank-service.ts'
import { servicePath } from './find-files.ts'
import { troubleOf } from './trouble.ts'
import { useWords } from './use-words.ts'

/** Begins the draft of a service that the office has not told of before. */
export function NewService({ files }: { files: LibraryFile[] }) {
  const t = useWords()
  const isOpen = useSignal(false)
  const dialog = useModal(isOpen.value)
  return (
    <>
      <Button onClick={() => (isOpen.value = true)}>
        <Icon name="plus" /> {t('newService')}
      </Button>
      <dialog
        class="dialog"
        ref={dialog}
        aria-labelledby="new-service"
        onClose={() => (isOpen.value = false)}
      >
        {isOpen.value && <Form files={files} onClose={() => (isOpen.value = false)} />}
      </dialog>
    </>
  )
}

function Form({ files, onClose }: { files: LibraryFile[]; onClose: () => void }) {
  const t = useWords()
  const { api, route } = useDesk()
  const name = useSignal('')
  const typedId = useSignal<string | null>(null)
  const isBusy = useSignal(false)
  const wrong = useSignal<{ name?: string; id?: string }>({})
  const id = typedId.value ?? serviceIdFor(name.value)

  async function begin(event: SubmitEvent): Promise<void> {
    event.preventDefault()
    const path = servicePath(id)
    wrong.value = {
      ...(name.value.trim() === '' && { name: t('newServiceNameless') }),
      ...(id === '' && name.value.trim() !== '' && { id: t('newServiceNoId') }),
      ...(files.some((file) => file.path === path) && { id: t('newServiceTaken') }),
    }
    if (isBusy.value || Object.keys(wrong.value).length > 0) return
    isBusy.value = true
    try {
      await api.library.begin({ path, service: blankService(id, name.value.trim()) })
      route.goToAnswers({ path, section: 'edit' })
    } catch (error) {
      const { kind } = troubleOf(error)
      wrong.value = { id: t(kind === 'conflict' ? 'newServiceTaken' : 'newServiceFailed') }
    } finally {
      isBusy.value = false
    }
  }

  return (
    <form class="dialog__body" noValidate onSubmit={begin}>
      <h2 class="ask__title" id="new-service">
        {t('newService')}
      </h2>
      <p class="ask__lead">{t('newServiceLead')}</p>
      <Field label={t('newServiceName')} error={wrong.value.name ?? null}>
        {(control) => (
          <input
            {...control}
            class="input"
            maxLength={200}
            autoComplete="off"
            value={name.value}
            onInput={(event) => (name.value = event.currentTarget.value)}
          />
        )}
      </Field>
      <Field label={t('newServiceId')} hint={t('newServiceIdHint')} error={wrong.value.id ?? null}>
        {(control) => (
          <input
            {...control}
            class="input"
            maxLength={60}
            autoComplete="off"
            spellcheck={false}
            value={id}
            onInput={(event) => (typedId.value = serviceIdFor(event.currentTarget.value))}
          />
        )}
      </Field>
      <div class="ask__answers">
        <Button type="button" onClick={onClose}>
          {t('cancel')}
        </Button>
        <Button type="submit" look="primary" aria-disabled={isBusy.value}>
          {t('newServiceBegin')}
        </Button>
      </div>
    </form>
  )
}

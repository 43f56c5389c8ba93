import { useSignal } from '@preact/signals'
import type { TargetedSubmitEvent } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import type { Ticket } from '../../../server/wire/ticket.ts'
import { Button } from '../../shared/button.tsx'
import { Field } from '../../shared/field.tsx'
import { useDesk, useT } from '../contexts.ts'
import { ApiError } from '../http.ts'
import { addressTold, hasOwn } from '../lib/told.ts'

/** What a citizen says of themselves, while they are on the line or in writing: their name, and where an answer reaches them. */
export function ParticularsForm({ ticket, onDone }: { ticket: Ticket; onDone: () => void }) {
  const t = useT()
  const { api, thread, list, toasts } = useDesk()
  const wrong = useSignal<'email' | 'phone' | null>(null)
  const form = useRef<HTMLFormElement>(null)
  const { contact } = ticket
  useEffect(() => form.current?.querySelector('input')?.focus(), [])

  const save = async (event: TargetedSubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    const given = new FormData(event.currentTarget)
    const told = (name: string) => {
      const value = given.get(name)
      return typeof value === 'string' ? value.trim() : null
    }
    const name = told('name')
    const [email, phone] = [told('email'), told('phone')]
    try {
      const changed = await api.routing.tellOf(ticket.id, {
        ...(name && { name }),
        ...(email !== null && { email: email || null }),
        ...(phone !== null && { phone: phone || null }),
      })
      thread.applyTicket(changed)
      list.apply(changed, ticket.id)
      onDone()
    } catch (error) {
      const path = error instanceof ApiError ? error.problem?.errors?.[0]?.path : undefined
      wrong.value = path === 'email' || path === 'phone' ? path : null
      if (wrong.value === null) toasts.say({ words: 'changeFailed', isTrouble: true })
    }
  }
  return (
    <form class="particulars" ref={form} onSubmit={save} aria-label={t('tellOfCitizen')} noValidate>
      <Field label={t('toldName')}>
        {(control) => (
          <input
            {...control}
            class="input"
            name="name"
            maxLength={100}
            autocomplete="off"
            defaultValue={contact.name ?? ''}
          />
        )}
      </Field>
      {(['email', 'phone'] as const)
        .filter((kind) => !hasOwn(contact, kind))
        .map((kind) => (
          <Field
            key={kind}
            label={t(`identity_${kind}`)}
            hint={t(`toldHint_${kind}`)}
            {...(wrong.value === kind && { error: t(`toldWrong_${kind}`) })}
          >
            {(control) => (
              <input
                {...control}
                class="input"
                name={kind}
                type="text"
                inputMode={kind === 'email' ? 'email' : 'tel'}
                maxLength={kind === 'email' ? 254 : 40}
                autocomplete="off"
                defaultValue={addressTold(contact, kind)}
              />
            )}
          </Field>
        ))}
      <div class="particulars__acts">
        <Button look="primary" size="small" type="submit">
          {t('save')}
        </Button>
        <Button size="small" onClick={onDone}>
          {t('cancel')}
        </Button>
      </div>
    </form>
  )
}

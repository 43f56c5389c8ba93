import type { Ticket } from '../../../server/wire.ts'
import { Field } from '../../shared/field.tsx'
import { useDesk, useT } from '../contexts.ts'

/** Which service it is about; the catalogue helps with typing where the server offers it. */
export function ServiceField({ ticket }: { ticket: Ticket }) {
  const t = useT()
  const { services, changeTicket, i18n } = useDesk()
  const change = (value: string) => {
    const service = value.trim() || null
    if (service !== ticket.service) void changeTicket({ service }, { service })
  }
  return (
    <Field label={t('service')}>
      {(control) => (
        <>
          <input
            {...control}
            class="input"
            list={`${control.id}-list`}
            defaultValue={ticket.service ?? ''}
            placeholder={t('servicePlaceholder')}
            maxLength={100}
            autocomplete="off"
            onChange={(event) => change(event.currentTarget.value)}
          />
          <datalist id={`${control.id}-list`}>
            {services.value.map(({ id, names }) => (
              <option key={id} value={id}>
                {names[i18n.language.value]}
              </option>
            ))}
          </datalist>
        </>
      )}
    </Field>
  )
}

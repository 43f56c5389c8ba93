import { useSignal } from '@preact/signals'
import type { ServiceSummary } from '../../../server/wire/service.ts'
import type { Ticket } from '../../../server/wire/ticket.ts'
import { Field } from '../../shared/field.tsx'
import { useDesk, useT } from '../contexts.ts'

/** Which service it is about, by the name people know. */
export function ServiceField({ ticket }: { ticket: Ticket }) {
  const t = useT()
  const { services, changeTicket, i18n } = useDesk()
  const language = i18n.language.value
  const isUnknown = useSignal(false)
  const known = services.value.find(({ id }) => id === ticket.service)
  const change = (words: string) => {
    const service = words.trim() === '' ? null : findService(services.value, words)
    isUnknown.value = service === undefined
    if (service !== undefined && service !== ticket.service) void changeTicket({ service }, { service })
  }
  return (
    <Field label={t('service')} error={isUnknown.value ? t('serviceUnknown') : null}>
      {(control) => (
        <>
          <input
            {...control}
            class="input"
            list={`${control.id}-list`}
            key={language}
            defaultValue={known?.names[language] ?? ticket.service ?? ''}
            placeholder={t('servicePlaceholder')}
            maxLength={100}
            autocomplete="off"
            onChange={(event) => change(event.currentTarget.value)}
          />
          <datalist id={`${control.id}-list`}>
            {services.value.map(({ id, names, aliases }) => (
              <option key={id} value={names[language]}>
                {aliases.slice(0, 3).join(', ')}
              </option>
            ))}
          </datalist>
        </>
      )}
    </Field>
  )
}

/** By id, name in either language or alias; undefined when there is none. */
function findService(services: ServiceSummary[], words: string): string | undefined {
  const wanted = words.trim().toLowerCase()
  return services.find(({ id, names, aliases }) =>
    [id, names.id, names.en, ...aliases].some((name) => name.toLowerCase() === wanted),
  )?.id
}

import type { Fault, ServiceContent } from '../../../server/wire/source-file.ts'
import { Field } from '../../shared/field.tsx'
import { useDesk } from '../contexts.ts'
import { faultsAt } from './field-faults.ts'
import { useWords } from './use-words.ts'

interface NameFieldsProps {
  service: ServiceContent
  faults: Fault[]
  onChange: (change: Partial<ServiceContent>) => void
}

const statuses = ['active', 'superseded', 'expired'] as const

/** What a service is called, whether it still is, and whose it is. */
export function NameFields({ service, faults, onChange }: NameFieldsProps) {
  const t = useWords()
  const { names, status, supersededBy } = service
  return (
    <>
      <WordsField
        label={t('nameId')}
        error={faultsAt(faults, 'names.id')}
        value={names.id}
        onInput={(id) => onChange({ names: { ...names, id } })}
      />
      <WordsField
        label={t('nameEn')}
        error={faultsAt(faults, 'names.en')}
        value={names.en}
        onInput={(en) => onChange({ names: { ...names, en } })}
      />
      <Field label={t('serviceStatus')} error={faultsAt(faults, 'status')}>
        {(control) => (
          <select
            {...control}
            class="input"
            value={status}
            onChange={(event) => {
              const next = statuses.find((known) => known === event.currentTarget.value)
              if (next) onChange({ status: next })
            }}
          >
            {statuses.map((value) => (
              <option key={value} value={value}>
                {t(`status_${value}`)}
              </option>
            ))}
          </select>
        )}
      </Field>
      {(status !== 'active' || supersededBy !== null) && <Successor {...{ service, faults, onChange }} />}
      <WordsField
        label={t('onlineChannel')}
        hint={t('onlineChannelHint')}
        error={faultsAt(faults, 'onlineChannel')}
        value={service.onlineChannel ?? ''}
        onInput={(words) => onChange({ onlineChannel: words || null })}
      />
      <WordsField
        label={t('agency')}
        error={faultsAt(faults, 'agency')}
        value={service.agency}
        onInput={(agency) => onChange({ agency })}
      />
      <WordsField
        label={t('owner')}
        error={faultsAt(faults, 'owner')}
        value={service.owner}
        onInput={(owner) => onChange({ owner })}
      />
    </>
  )
}

function Successor({ service, faults, onChange }: NameFieldsProps) {
  const t = useWords()
  const { services, i18n } = useDesk()
  const others = services.value.filter(({ id }) => id !== service.id)
  return (
    <Field label={t('supersededBy')} hint={t('supersededByHint')} error={faultsAt(faults, 'supersededBy')}>
      {(control) => (
        <select
          {...control}
          class="input"
          value={service.supersededBy ?? ''}
          onChange={(event) => onChange({ supersededBy: event.currentTarget.value || null })}
        >
          <option value="">{t('nothing')}</option>
          {others.map(({ id, names }) => (
            <option key={id} value={id}>
              {names[i18n.language.value]}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
}

interface WordsFieldProps {
  label: string
  hint?: string
  error: string | null
  value: string
  onInput: (value: string) => void
}

function WordsField({ label, hint, error, value, onInput }: WordsFieldProps) {
  return (
    <Field label={label} {...(hint === undefined ? {} : { hint })} error={error}>
      {(control) => (
        <input
          {...control}
          class="input"
          value={value}
          onInput={(event) => onInput(event.currentTarget.value)}
        />
      )}
    </Field>
  )
}

import type { ComponentChildren } from 'preact'
import type { Fault, ServiceContent } from '../../../server/wire/source-file.ts'
import { Field } from '../../shared/field.tsx'
import { FactFields } from './fact-fields.tsx'
import { factNames, type FactName } from './facts.ts'
import { faultsAt } from './field-faults.ts'
import { LinesField } from './lines-field.tsx'
import { NameFields } from './name-fields.tsx'
import { useWords, type WordKey } from './use-words.ts'

interface ServiceFormProps {
  service: ServiceContent
  faults: Fault[]
  onChange: (change: Partial<ServiceContent>) => void
  /** Somebody is at this fact now. */
  onVisit: (fact: FactName) => void
}

/** A service's file as a form, for whoever does not write YAML. */
export function ServiceForm({ service, faults, onChange, onVisit }: ServiceFormProps) {
  const t = useWords()
  const lines = (field: 'aliases' | 'situations' | 'related' | 'sources', hint: WordKey) => (
    <LinesField
      label={t(field)}
      hint={t(hint)}
      error={faultsAt(faults, field)}
      lines={service[field]}
      onChange={(next) => onChange({ [field]: next })}
    />
  )
  return (
    <div class="service-form">
      <Group title={t('groupFacts')}>
        {factNames.map((name) => (
          <FactFields
            key={name}
            name={name}
            fact={service.facts[name]}
            sources={service.sources}
            faults={faults}
            onVisit={() => onVisit(name)}
            onChange={(fact) => onChange({ facts: { ...service.facts, [name]: fact } })}
          />
        ))}
      </Group>
      <Group title={t('groupName')}>
        <NameFields service={service} faults={faults} onChange={onChange} />
      </Group>
      <Group title={t('groupDates')}>
        <div class="service-form__row">
          {(['reviewBy', 'validFrom', 'validUntil'] as const).map((field) => (
            <DateField
              key={field}
              label={t(field === 'reviewBy' ? 'reviewDate' : field)}
              error={faultsAt(faults, field)}
              date={service[field]}
              onChange={(date) => onChange({ [field]: date })}
            />
          ))}
        </div>
      </Group>
      <Group title={t('groupFinding')}>
        {lines('aliases', 'aliasesHint')}
        {lines('situations', 'situationsHint')}
        {lines('related', 'relatedHint')}
      </Group>
      <Group title={t('groupSources')}>
        {lines('sources', 'sourcesHint')}
        <Field label={t('notes')} hint={t('notesHint')} error={faultsAt(faults, 'notes')}>
          {(control) => (
            <textarea
              {...control}
              class="input"
              value={service.notes}
              rows={3}
              onInput={(event) => onChange({ notes: event.currentTarget.value })}
            />
          )}
        </Field>
      </Group>
    </div>
  )
}

function Group({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <fieldset class="service-form__group">
      <legend class="service-form__title">{title}</legend>
      {children}
    </fieldset>
  )
}

interface DateFieldProps {
  label: string
  error: string | null
  date: string | null
  onChange: (date: string | null) => void
}

function DateField({ label, error, date, onChange }: DateFieldProps) {
  return (
    <Field label={label} error={error}>
      {(control) => (
        <input
          {...control}
          class="input"
          type="date"
          value={date ?? ''}
          onInput={(event) => onChange(event.currentTarget.value || null)}
        />
      )}
    </Field>
  )
}

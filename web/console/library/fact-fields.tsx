import type { Fault } from '../../../server/wire/source-file.ts'
import { Field } from '../../shared/field.tsx'
import { isListFact, linesOf, withValue, type Fact, type FactName } from './facts.ts'
import { faultsAt } from './field-faults.ts'
import { LinesField } from './lines-field.tsx'
import { SourcePicks } from './source-picks.tsx'
import { useWords } from './use-words.ts'

interface FactFieldsProps {
  name: FactName
  fact: Fact
  sources: string[]
  faults: Fault[]
  onChange: (fact: Fact) => void
  onVisit: () => void
}

/** One fact: what citizens are told, and what stands behind it. */
export function FactFields({ name, fact, sources, faults, onChange, onVisit }: FactFieldsProps) {
  const t = useWords()
  const title = t(`fact_${name}`)
  const change = (part: Partial<Pick<Fact, 'applies' | 'verified' | 'asOf' | 'sources' | 'note'>>) =>
    onChange({ ...fact, ...part } as Fact)
  const error = (...parts: string[]) =>
    faultsAt(faults, ...parts.flatMap((part) => (part === '' ? [name] : [`facts.${name}.${part}`])))
  return (
    <fieldset class="fact card" onFocusCapture={onVisit}>
      <legend class="visually-hidden">{title}</legend>
      <div class="fact__head">
        <p class="fact__title" aria-hidden="true">
          {title}
        </p>
        <Tick label={t('factVerified')} isOn={fact.verified} onChange={(verified) => change({ verified })} />
      </div>
      {fact.applies && <FactValue name={name} fact={fact} error={error('value', '')} onChange={onChange} />}
      <Tick label={t('factApplies')} isOn={fact.applies} onChange={(applies) => change({ applies })} />
      <div class="fact__about">
        <SourcePicks
          picked={fact.sources}
          sources={sources}
          error={error('sources')}
          onChange={(picked) => change({ sources: picked })}
        />
        <Field label={t('dataYear')} error={error('asOf')}>
          {(control) => (
            <input
              {...control}
              class="input fact__year"
              inputMode="numeric"
              maxLength={4}
              value={fact.asOf ?? ''}
              onInput={(event) => change({ asOf: event.currentTarget.value.trim() || null })}
            />
          )}
        </Field>
      </div>
      <Field label={t('factNote')} hint={t('notesHint')} error={error('note')}>
        {(control) => (
          <input
            {...control}
            class="input"
            value={fact.note ?? ''}
            onInput={(event) => change({ note: event.currentTarget.value || undefined })}
          />
        )}
      </Field>
    </fieldset>
  )
}

interface FactValueProps extends Pick<FactFieldsProps, 'name' | 'fact' | 'onChange'> {
  error: string | null
}

function FactValue({ name, fact, error, onChange }: FactValueProps) {
  const t = useWords()
  if (isListFact(name))
    return (
      <LinesField
        label={t('factValue')}
        hint={t('factLinesHint')}
        error={error}
        lines={linesOf(fact)}
        onChange={(lines) => onChange(withValue(fact, lines))}
      />
    )
  return (
    <Field label={t('factValue')} hint={linesOf(fact).length === 0 ? t('factUnknownHint') : ''} error={error}>
      {(control) => (
        <textarea
          {...control}
          class="input lines"
          rows={2}
          value={linesOf(fact).join(' ')}
          onInput={(event) => onChange(withValue(fact, event.currentTarget.value))}
        />
      )}
    </Field>
  )
}

interface TickProps {
  label: string
  isOn: boolean
  onChange: (isOn: boolean) => void
}

function Tick({ label, isOn, onChange }: TickProps) {
  return (
    <label class="toggle">
      <input type="checkbox" checked={isOn} onChange={(event) => onChange(event.currentTarget.checked)} />
      {label}
    </label>
  )
}

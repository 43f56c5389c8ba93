import type { FileKind } from '../../../server/wire/library.ts'
import { Field } from '../../shared/field.tsx'
import { templateSections, templateVariables } from './template-variables.ts'
import { useWords } from './use-words.ts'

interface SourceFieldProps {
  kind: FileKind
  text: string
  onInput: (text: string) => void
}

/** A file as it stands, letter by letter. */
export function SourceField({ kind, text, onInput }: SourceFieldProps) {
  const t = useWords()
  const isTemplate = kind === 'topic' || kind === 'partial'
  return (
    <div class="source">
      <Field label={t('fileText')}>
        {(control) => (
          <textarea
            {...control}
            class="input source__text"
            value={text}
            rows={Math.min(40, Math.max(16, text.split('\n').length + 2))}
            spellcheck={false}
            autocapitalize="off"
            onInput={(event) => onInput(event.currentTarget.value)}
          />
        )}
      </Field>
      {isTemplate && <Variables />}
    </div>
  )
}

function Variables() {
  const t = useWords()
  return (
    <details class="variables">
      <summary>{t('variables')}</summary>
      <p>{t('variablesLead')}</p>
      <p class="variables__list">
        {templateVariables.map((name) => (
          <code key={name}>{`{{${name}}}`}</code>
        ))}
      </p>
      <p>{t('sectionsLead')}</p>
      <p class="variables__list">
        {templateSections.map((name) => (
          <code key={name}>{name}</code>
        ))}
      </p>
    </details>
  )
}

import { useSignal } from '@preact/signals'
import { Field } from '../../shared/field.tsx'
import { linesIn } from './lines.ts'

interface LinesFieldProps {
  label: string
  hint?: string
  error?: string | null
  lines: string[]
  onChange: (lines: string[]) => void
}

/** A list, one item a line; an empty line while typing is no item. */
export function LinesField({ label, hint, error, lines, onChange }: LinesFieldProps) {
  const typed = useSignal(lines.join('\n'))
  // Another list came from elsewhere.
  if (linesIn(typed.peek()).join('\n') !== lines.join('\n')) typed.value = lines.join('\n')
  return (
    <Field label={label} hint={hint} error={error}>
      {(control) => (
        <textarea
          {...control}
          class="input lines"
          value={typed.value}
          rows={Math.min(12, Math.max(2, lines.length + 1))}
          onInput={(event) => {
            typed.value = event.currentTarget.value
            onChange(linesIn(typed.value))
          }}
        />
      )}
    </Field>
  )
}

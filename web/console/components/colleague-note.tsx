import type { Signal } from '@preact/signals'
import { Field } from '../../shared/field.tsx'
import { useT } from '../contexts.ts'

/** A word to whoever takes over, kept in the thread as an internal note. */
export function ColleagueNote({ note }: { note: Signal<string> }) {
  const t = useT()
  return (
    <Field label={t('transferNote')} hint={t('transferNoteHint')}>
      {(control) => (
        <textarea
          {...control}
          class="input"
          rows={3}
          maxLength={2000}
          value={note.value}
          onInput={(event) => (note.value = event.currentTarget.value)}
        />
      )}
    </Field>
  )
}

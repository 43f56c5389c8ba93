import { useId } from 'preact/hooks'

interface PickProps<Value extends string> {
  label: string
  value: Value
  options: { value: Value; label: string }[]
  onPick: (value: Value) => void
  /** Somebody is about to choose. */
  onOpen?: () => void
}

/** A native select, small enough for a toolbar, its label before it. */
export function Pick<Value extends string>({ label, value, options, onPick, onOpen }: PickProps<Value>) {
  const id = useId()
  return (
    <span class="pick-group">
      <label class="pick-group__label" for={id}>
        {label}
      </label>
      <select
        class="pick"
        id={id}
        // On a telephone there is no room for the label.
        aria-label={label}
        value={value}
        onFocus={onOpen}
        onChange={(event) => {
          const chosen = options.find((option) => option.value === event.currentTarget.value)
          if (chosen) onPick(chosen.value)
        }}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </span>
  )
}

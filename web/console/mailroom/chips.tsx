interface Choice<V> {
  value: V | null
  label: string
  count: number
  /** Somebody has to look at these. */
  isUrgent?: boolean
}

interface ChipsProps<V> {
  label: string
  choices: Choice<V>[]
  chosen: V | null
  onChoose: (value: V | null) => void
}

/** One of a few, each with how many there are. */
export function Chips<V extends string>({ label, choices, chosen, onChoose }: ChipsProps<V>) {
  return (
    <div class="chips" role="group" aria-label={label}>
      {choices.map(({ value, label: words, count, isUrgent }) => (
        <button
          key={value}
          type="button"
          class={isUrgent && count > 0 ? 'chip chip--urgent' : 'chip'}
          aria-pressed={value === chosen}
          onClick={() => onChoose(value)}
        >
          {words} <span class="chip__count">{count}</span>
        </button>
      ))}
    </div>
  )
}

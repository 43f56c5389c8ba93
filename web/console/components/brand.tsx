/** The mark: a question in a speech bubble. */
export function BrandMark({ size = 28 }: { size?: number }) {
  return (
    <svg class="brand-mark" width={size} height={size} viewBox="0 0 32 32" aria-hidden="true">
      <path
        class="brand-mark__bubble"
        d="M5 4h22a3 3 0 0 1 3 3v14a3 3 0 0 1-3 3H15l-7 6v-6H5a3 3 0 0 1-3-3V7a3 3 0 0 1 3-3z"
      />
      <path
        class="brand-mark__sign"
        d="M11.5 11.5a4.5 4.5 0 1 1 6.6 4c-1.4.7-2.1 1.5-2.1 2.8"
        fill="none"
        stroke-width="2.6"
        stroke-linecap="round"
      />
      <circle class="brand-mark__dot" cx="16" cy="21.3" r="1.7" />
    </svg>
  )
}
